import type { ServerSpec } from "../../src/simulator/engine/specification.ts";

/** A server's books, kept cycle by cycle; for the naive simulator only. */
export interface NaiveServer {
  readonly spec: ServerSpec;
  budget: number;
  /** Whether there is budget; a budget just used up is still there until `exhaust`. */
  open: boolean;
  deadline: number;
  /** RTDS with extratime: how many budgets it has used in its period. */
  level: number;
  /** Sporadic: what may be used from when. */
  pieces: { time: number; amount: number }[];
  /** Whether the child wants to run, and whether it did at the last look. */
  wanted: boolean;
}

export function naiveServer(spec: ServerSpec): NaiveServer {
  const { offset = 0, budget, deadline, period } = spec;
  const pieces = [{ time: offset, amount: budget }];
  return {
    spec,
    budget: 0,
    open: false,
    deadline: offset + deadline - period,
    level: 0,
    pieces,
    wanted: false,
  };
}

export function looksAt(server: NaiveServer, wants: boolean, now: number): void {
  const before = server.wanted;
  server.wanted = wants;
  if (wants && !before) wake(server, now);
  if (!wants && before) block(server);
}

const isCbs = ({ spec }: NaiveServer): boolean => ["hard-cbs", "sched-deadline"].includes(spec.server);

function provide(server: NaiveServer, budget: number, deadline: number): void {
  server.budget = budget;
  server.open = budget > 0;
  server.deadline = deadline;
  server.level = 0;
}

function nextPeriod({ deadline, spec }: NaiveServer): number {
  return deadline - spec.deadline + spec.period;
}

function wake(server: NaiveServer, now: number): void {
  const { budget, deadline, period, server: kind } = server.spec;
  const [head] = server.pieces;
  if (kind === "sporadic" && head!.time <= now) {
    let amount = 0;
    do amount += server.pieces.shift()!.amount;
    while (server.pieces[0] !== undefined && server.pieces[0].time <= now + amount);
    server.pieces.unshift({ time: now, amount });
    provide(server, amount, now + deadline);
  }
  if (!isCbs(server)) return;
  const next = nextPeriod(server);
  const excess = server.budget * deadline - (server.deadline - now) * budget;
  const exceeds = excess > 0 || (excess === 0 && kind === "hard-cbs");
  if (now < next && server.budget === 0) return;
  if (now < next && now > server.deadline) provide(server, 0, server.deadline);
  else if (now >= next && (server.budget === 0 || now > server.deadline || exceeds)) {
    provide(server, budget, now + deadline);
  } else if (exceeds && deadline === period) provide(server, budget, now + deadline);
  else if (exceeds) {
    provide(server, Math.floor((budget * (server.deadline - now)) / deadline), server.deadline);
  }
}

function block(server: NaiveServer): void {
  if (server.budget <= 0) server.open = false;
  if (server.spec.server === "polling") provide(server, 0, server.deadline);
  if (server.spec.server !== "sporadic") return;
  const [head] = server.pieces;
  if (server.budget === 0 || server.budget === head!.amount) return;
  giveBack(server, head!.time, head!.amount - server.budget);
  head!.amount = server.budget;
}

function giveBack({ pieces, spec }: NaiveServer, began: number, amount: number): void {
  const time = began + spec.period;
  const same = pieces.find((piece) => piece.time === time);
  if (same === undefined) pieces.push({ time, amount });
  else same.amount += amount;
}

/** The running child has used the budget up. */
export function exhaust(server: NaiveServer, now: number): void {
  server.open = false;
  if (server.spec.extratime === true) {
    const level = server.level + 1;
    provide(server, server.spec.budget, server.deadline);
    server.level = level;
  }
  if (isCbs(server) && server.wanted && nextPeriod(server) <= now) nextBudget(server, now);
  if (server.spec.server !== "sporadic") return;
  const { time, amount } = server.pieces.shift()!;
  giveBack(server, time, amount);
  const [head] = server.pieces;
  if (server.wanted && head!.time <= now) provide(server, head!.amount, head!.time + server.spec.deadline);
}

function nextBudget(server: NaiveServer, now: number): void {
  const { budget, deadline, period } = server.spec;
  const due = server.deadline + period;
  provide(server, budget, due < now ? now + deadline : due);
}

/** What time alone brings. */
export function replenish(server: NaiveServer, now: number): void {
  const { server: kind, offset = 0, period, budget, deadline } = server.spec;
  const [head] = server.pieces;
  if (isCbs(server)) {
    if (server.wanted && server.budget === 0 && now === nextPeriod(server)) nextBudget(server, now);
  } else if (kind === "sporadic") {
    if (server.wanted && server.budget === 0 && head!.time === now)
      provide(server, head!.amount, now + deadline);
  } else if (now >= offset && (now - offset) % period === 0 && (kind !== "polling" || server.wanted)) {
    provide(server, budget, now + deadline);
  }
}
