/** Looks for the witness of each claim: untrusted, for what it finds is handed to the checker's rules before it is written down. */
import { max } from "../checker/arithmetic.ts";
import type { Json } from "../checker/canonical.ts";
import { type Cover, edfBlocking } from "../checker/edf.ts";
import { distance, type Load } from "../checker/events.ts";
import { levelAt, ordered, type Windows } from "../checker/fixed-priority.ts";
import { partOf, waitingIn } from "../checker/interrupt-claim.ts";
import type { Source, Vm } from "../checker/model.ts";
import { noticed } from "../checker/notice.ts";
import { serviceOf } from "../checker/supply.ts";
import { coreWorld, type Derivation, keepsBudget } from "../checker/world.ts";
import { coverOf } from "./cover.ts";
import { contractHorizon, hostServers, serversHorizon } from "./horizons.ts";
import { eventWindows, jobStarts, jobWindows, windowFor } from "./windows.ts";

/** What may show a proved claim; to be tried in this order. */
export type Candidates = readonly Json[];

export function guestProofs(derived: Derivation, vm: Vm, name: string | null): Candidates {
  const world = derived.world(vm);
  if (world === null) return [];
  const tasks = derived.tasks(vm);
  if (vm.scheduling === "edf") {
    if (name !== null) return [{ kind: "by-demand" }];
    const cover = coverOf(world, tasks, edfBlocking(tasks, vm.preemptive));
    return cover === null ? [] : [coverToJson(cover)];
  }
  const inOrder = ordered(vm, tasks);
  const index = inOrder.findIndex((task) => task.name === name);
  const level = levelAt(inOrder, index, vm.preemptive);
  const { task } = level;
  const response = ({ windows }: Windows): bigint =>
    task.wcet === 0n
      ? 0n
      : max(...windows.map((window, job) => window + task.jitter - BigInt(job) * task.period));
  const { base, loads, loss, supply } = world;
  if (!vm.preemptive && base.kind === "dedicated" && loads.length === 0 && loss === 0n) {
    const found = jobStarts(level);
    if (found === null) return [];
    const { starts, length, cycle } = found;
    const last = starts.map((start, job) => start + task.wcet + task.jitter - BigInt(job) * task.period);
    return [
      {
        kind: "fp-starts",
        starts: starts.map(String),
        length: text(length),
        cycle: text(cycle),
        bound: String(max(...last)),
      },
    ];
  }
  const found = jobWindows(world, level);
  if (found !== null && response(found) <= task.deadline)
    return [{ kind: "fp-windows", ...windowsToJson(found), bound: String(response(found)) }];
  if (supply.kind !== "table" || !vm.preemptive || loads.length > 0 || loss > 0n) return [];
  const { ends, between } = serviceOf(supply.frame, supply.windows);
  const phases = (ends.length > 0 ? ends : [0n]).map((end) =>
    jobWindows({ ...world, base: { ...base, least: (t) => between(end, end + t) } }, level),
  );
  if (phases.some((phase) => phase === null)) return [];
  const shown = phases.filter((phase) => phase !== null);
  return [
    { kind: "fp-phases", phases: shown.map(windowsToJson), bound: String(max(...shown.map(response))) },
  ];
}

export function serverProofs(derived: Derivation, vm: Vm): Candidates {
  const server = derived.server(vm);
  const own = server && derived.serverLoad(vm, server);
  const above = derived.loadOf(derived.above(vm));
  if (own === null || above === null) return [];
  const world = coreWorld([...derived.interrupts(vm.core), ...above], derived.hold);
  const window = own.cost + derived.hold === 0n ? 0n : windowFor(world, own.cost);
  return window === null ? [] : [{ kind: "server-window", window: String(window) }];
}

export function serversProofs(derived: Derivation, core: bigint): Candidates {
  const servers = hostServers(derived, core);
  if (servers === null) return [];
  const world = coreWorld(derived.interrupts(core), derived.hold);
  if (servers.some(({ kind }) => keepsBudget(kind))) {
    const horizon = serversHorizon(world, servers);
    return horizon === null ? [] : [{ kind: "servers-sweep", horizon: String(horizon) }];
  }
  const jobs = servers.map(({ budget, period, deadline }) => ({
    wcet: budget,
    period,
    deadline,
    jitter: 0n,
  }));
  const cover = coverOf(world, jobs, () => 0n);
  return cover === null ? [] : [coverToJson(cover)];
}

export function contractProofs(derived: Derivation, vm: Vm): Candidates {
  const world = derived.provision(vm);
  const contract = derived.contract(vm);
  if (world === null || contract === null) return [];
  return contractHorizon(world, contract).map(({ horizon, cycle }) => ({
    kind: "dominance",
    horizon: String(horizon),
    cycle: text(cycle),
  }));
}

/** The windows that bound the VMM's part of a source, and the bound; null without one. */
export function topHalfWindows(derived: Derivation, source: Source): Windows | null {
  const { world, stream } = partOf(derived, source, "interrupts");
  return stream === null ? null : eventWindows(world, stream);
}

export function interruptProofs(derived: Derivation, source: Source, top: bigint | undefined): Candidates {
  const owners = derived.model.vms.filter((vm) => derived.waits(vm, source));
  const { wait } = noticed(source);
  if (wait === null) return [];
  const latencies: bigint[] = [];
  let atOnce: Windows | null = null;
  if (owners.length === 0 || source.delivery === "monitored") {
    const { world, stream } = partOf(derived, source, "handlers");
    atOnce = stream === null ? null : eventWindows(world, stream);
    const found = stream === null ? top : atOnce && longestWait(stream, atOnce);
    if (found === undefined || found === null) return [];
    latencies.push(found);
  }
  const shown: Json[] = [];
  for (const vm of owners) {
    const before = source.core === vm.core ? 0n : top;
    const waiting = waitingIn(derived, source, vm);
    const windows = waiting && eventWindows(waiting.world, waiting.own);
    if (waiting === null || windows === null || before === undefined) return [];
    latencies.push(before + longestWait(waiting.own, windows));
    shown.push({ vm: vm.name, ...windowsToJson(windows) });
  }
  const bound = String(wait + max(...latencies));
  return [{ kind: "latency", owners: shown, atOnce: atOnce && windowsToJson(atOnce), bound }];
}

const longestWait = ({ events }: Load, { windows }: Windows): bigint =>
  max(...windows.map((window, index) => window - distance(events, BigInt(index) + 1n)));

export const text = (value: bigint | null): string | null => (value === null ? null : String(value));

export function windowsToJson({ windows, cycle }: Windows): { windows: string[]; cycle: string | null } {
  return { windows: windows.map(String), cycle: text(cycle) };
}

function coverToJson({ points, tail }: Cover): Json {
  const told: Json =
    tail.kind === "busy-period"
      ? { kind: tail.kind, length: String(tail.length) }
      : tail.kind === "periodic"
        ? { kind: tail.kind, cycle: String(tail.cycle) }
        : { kind: tail.kind };
  return { kind: "edf-cover", cover: points.map((point) => point.map(String)), tail: told };
}
