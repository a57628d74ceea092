/** One picture per guest: its supply and the demand that decides, as far as the points that decide. */
import { max } from "../../../checker/arithmetic.ts";
import { type Events, limitsOf } from "../../../checker/events.ts";
import { type Level, levelAt, ordered } from "../../../checker/fixed-priority.ts";
import type { Task, Vm } from "../../../checker/model.ts";
import { baseOf } from "../../../checker/supply.ts";
import { available, type World } from "../../../checker/world.ts";
import { type Certified, type CertifiedClaim, naturals, numberOf } from "../certified.ts";
import { membersOf, sampled, walked } from "../figure/sampled.ts";
import { type Line, staircaseDrawing } from "../figure/staircase.ts";
import type { Block } from "../model/document.ts";
import { coverOf } from "./argument-edf.ts";

/** Corners of a curve, beyond which less of it is drawn. */
const MOST_TURNS = 300;

type Progression = readonly [first: bigint, step: bigint];

/** What is drawn over which windows. */
interface Plot {
  readonly caption: string;
  readonly demandName: string;
  readonly demand: (window: bigint) => bigint;
  readonly turns: readonly Progression[];
  readonly marks: readonly (readonly [bigint, bigint])[];
  readonly horizon: bigint;
}

export function plotOf(certified: Certified, vm: Vm): Block[] {
  const { derived } = certified;
  const [given, world] = [derived.provision(vm), derived.world(vm)];
  const contract = contractPlot(certified, vm);
  const guest =
    world === null
      ? null
      : vm.scheduling === "edf"
        ? demandPlot(certified, vm)
        : responsePlot(certified, vm, world);
  return [
    ...(contract === null || given === null ? [] : [figureOf(certified, given, contract)]),
    ...(guest === null || world === null ? [] : [figureOf(certified, world, guest)]),
  ];
}

/** What the VMM gives against what the contract promises. */
function contractPlot({ claims, derived }: Certified, vm: Vm): Plot | null {
  const claim = claims.find(({ id }) => id === `vm/${vm.name}/contract`);
  const contract = derived.contract(vm);
  const horizon = numberOf(claim?.proof ?? null, "horizon");
  if (claim?.verdict !== "proved" || contract === null || horizon === null || horizon === 0n) return null;
  const { least, turns, delay, cycle } = baseOf(contract);
  const shown = delay + 3n * (cycle ?? delay);
  return {
    caption: `VM ${vm.name}: what the VMM leaves it is at least its contract in every window.`,
    demandName: "sbf of the contract",
    demand: least,
    turns,
    marks: [],
    horizon: shown < horizon ? shown : horizon,
  };
}

function figureOf({ scale }: Certified, world: World, plot: Plot): Block {
  const loads = world.loads.filter(({ cost }) => cost > 0n).flatMap(({ events }) => eventTurns(events));
  const all = [...plot.turns, ...loads];
  const turnsUpTo = (end: bigint): bigint[] | null => {
    const others = membersOf(all, end, MOST_TURNS);
    const own = others === null ? null : walked(world.base.after, end, MOST_TURNS - others.length);
    return others === null || own === null ? null : [...others, ...own];
  };
  let { horizon } = plot;
  let turns = turnsUpTo(horizon);
  while (turns === null && horizon > 1n) {
    horizon /= 2n;
    turns = turnsUpTo(horizon);
  }
  const marks = plot.marks.filter(([at]) => at <= horizon);
  const supply = (t: bigint): bigint => max(available(world, t));
  const lines: Line[] = [
    { name: "avail(t): left of the supply", role: "supply", points: sampled(supply, turns ?? [], horizon) },
    { name: plot.demandName, role: "demand", points: sampled(plot.demand, turns ?? [], horizon) },
  ];
  const cut =
    horizon < plot.horizon ? ` Drawn up to ${scale.time(horizon)} of ${scale.time(plot.horizon)}.` : "";
  return {
    kind: "figure",
    caption: `${plot.caption}${cut}`,
    drawing: staircaseDrawing({
      title: plot.caption,
      lines,
      marks,
      horizon,
      unit: scale.tick,
      unitName: scale.unit,
    }),
    facts: (marks.length > 0 ? marks.map(([at]) => at) : [horizon / 4n, horizon / 2n, horizon]).map(
      (at) =>
        `window ${scale.time(at)}: demand ${scale.time(plot.demand(at))}, supply ${scale.time(supply(at))}`,
    ),
  };
}

/** Where ⌈(t + J)/T⌉ rises. */
const eventTurns = (events: Events): Progression[] =>
  limitsOf(events).map(({ period, jitter }) => [period - (jitter % period), period]);

/** The task of fixed priorities whose proof leaves the least. */
function responsePlot({ claims, derived }: Certified, vm: Vm, world: World): Plot | null {
  const tasks = ordered(vm, derived.tasks(vm));
  const shown = claims.flatMap((claim): { claim: CertifiedClaim; task: Task; left: bigint }[] => {
    const task = tasks.find(({ name }) => claim.id === `vm/${vm.name}/task/${name}`);
    const bound = numberOf(claim.proof, "bound");
    const fits = claim.verdict === "proved" && claim.proof?.["kind"] === "fp-windows" && task !== undefined;
    return fits && bound !== null && task.wcet > 0n ? [{ claim, task, left: task.deadline - bound }] : [];
  });
  const least = shown.reduce<(typeof shown)[number] | null>(
    (best, each) =>
      best === null || each.left * best.task.deadline < best.left * each.task.deadline ? each : best,
    null,
  );
  if (least === null) return null;
  const { claim, task } = least;
  const level = levelAt(tasks, tasks.indexOf(task), vm.preemptive);
  const windows = naturals(claim.proof, "windows");
  const last = windows.at(-1) ?? 1n;
  const demand = (t: bigint): bigint => levelWork(level, t, BigInt(windows.length));
  return {
    caption: `VM ${vm.name}, task ${task.name}: once the supply that is left reaches the work before the end of its job (dots), the job has ended.`,
    demandName: `work of ${task.name} and of all above it`,
    demand,
    turns: [...level.above, task].map(
      ({ period, jitter }): Progression => [max(period - (jitter % period)), period],
    ),
    marks: windows.map((window) => [window, available(world, window)] as const).slice(0, 20),
    horizon: max(last + last / 4n, task.deadline <= 3n * last ? task.deadline : 0n, world.base.delay),
  };
}

/** Work before the end of the job that a window of this length belongs to. */
function levelWork({ task, above, blocking }: Level, window: bigint, jobs: bigint): bigint {
  const ceil = (t: bigint, period: bigint): bigint => (t + period - 1n) / period;
  const own = ceil(window + task.jitter, task.period);
  const count = own < 1n ? 1n : own > jobs ? jobs : own;
  return above.reduce(
    (work, { wcet, period, jitter }) => work + ceil(window + jitter, period) * wcet,
    blocking + count * task.wcet,
  );
}

function demandPlot({ claims, derived }: Certified, vm: Vm): Plot | null {
  const claim = claims.find(({ id }) => id === `vm/${vm.name}/tasks`);
  if (claim?.verdict !== "proved") return null;
  const tasks = derived.tasks(vm).filter(({ wcet }) => wcet > 0n);
  const cover = coverOf(claim);
  const top = cover[0]?.[0];
  if (top === undefined) return null;
  const demand = (t: bigint): bigint =>
    tasks.reduce((work, { wcet, period, deadline, jitter }) => {
      const first = deadline - jitter;
      return t < first ? work : work + ((t - first) / period + 1n) * wcet;
    }, 0n);
  return {
    caption: `VM ${vm.name}: the demand of its tasks stays at or below what is left of the supply; the dots are the upper ends of the ranges of the cover.`,
    demandName: "dbf(t): due in the window",
    demand,
    turns: tasks.map(({ period, deadline, jitter }): Progression => [max(deadline - jitter), period]),
    marks: cover
      .map(([upper]) => [upper - 1n, demand(upper - 1n)] as const)
      .filter(([, due]) => due > 0n)
      .slice(0, 20),
    horizon: top,
  };
}
