import { unreachable } from "../../contract/assert.ts";
import type { EventModel } from "../../model/event-model.ts";
import type { EdpResource, Load, PeriodicResource, Server, Supply } from "../../model/supply.ts";
import type { SupplyPattern } from "../../model/supply-pattern.ts";
import { drawBetween, streamOf } from "../engine/random.ts";
import type { NodeSpec, PatternSpec, TaskSpec } from "../engine/specification.ts";
import { NEVER } from "../engine/time.ts";
import {
  benignPeriods,
  delayAsPeriods,
  fromPhase,
  longestWaitPhase,
  type PeriodicPromise,
  randomPeriods,
  tableInTicks,
  worstDelay,
  worstOfServer,
  worstPeriods,
} from "../supply/contract.ts";
import type { Play } from "./play.ts";
import type { InTicks } from "./tick.ts";

/** The purpose for which phases of supplies are drawn. */
const PHASE = 65;

/** A VM on the supply that it is promised, where no VMM is described that provides it. */
export function onPromise(
  vm: NodeSpec,
  supply: Supply,
  number: number,
  ticks: InTicks,
  play: Play,
): NodeSpec {
  const { supply: mode = "benign", seed = 0 } = play;
  const draw = (most: number): number => drawBetween(seed, streamOf(number, PHASE), 0, 0, most);
  const played = (pattern: PatternSpec): NodeSpec => ({ kind: "supply", pattern, child: vm });
  switch (supply.kind) {
    case "dedicated":
      return vm;
    case "periodic":
    case "edp": {
      const promise = promiseOf(supply, ticks);
      if (mode === "random") return played(randomPeriods(promise, draw(promise.period - 1)));
      return played(mode === "worst" ? worstPeriods(promise) : benignPeriods(promise));
    }
    case "server": {
      const promise = promiseOf(supply, ticks);
      if (mode === "benign") return { kind: "server", server: supply.server, ...promise, child: vm };
      return played(
        mode === "worst" ? worstOfServer(supply, promise) : randomPeriods(promise, draw(promise.period - 1)),
      );
    }
    case "bounded-delay": {
      const delay = ticks(supply.delay);
      if (mode === "worst") return played(worstDelay(supply, delay));
      const promise = delayAsPeriods(supply, delay);
      return played(
        mode === "random" ? randomPeriods(promise, draw(promise.period - 1)) : benignPeriods(promise),
      );
    }
    case "table": {
      const table = tableInTicks(supply, ticks);
      if (mode === "random") return played(fromPhase(table, draw(table.frame - 1)));
      return played(fromPhase(table, mode === "worst" ? longestWaitPhase(table) : 0));
    }
    case "leftover": {
      const load = supply.load.map((each) => loadTask(each, ticks, play));
      return onPromise({ kind: "fixed-priority", children: [...load, vm] }, supply.of, number, ticks, play);
    }
    default:
      return unreachable(supply);
  }
}

/** A VM on one concrete supply. */
export function onPattern(vm: NodeSpec, { start, cycle, windows }: SupplyPattern, ticks: InTicks): NodeSpec {
  const inTicks = windows.map(({ from, to }) => ({ from: ticks(from), to: ticks(to) }));
  return {
    kind: "supply",
    pattern: { kind: "cyclic", start: ticks(start), cycle: ticks(cycle), windows: inTicks },
    child: vm,
  };
}

export function promiseOf(supply: PeriodicResource | EdpResource | Server, ticks: InTicks): PeriodicPromise {
  const deadline = supply.kind === "periodic" ? supply.period : supply.deadline;
  return { period: ticks(supply.period), budget: ticks(supply.budget), deadline: ticks(deadline) };
}

function loadTask({ name, arrivals, wcet }: Load, ticks: InTicks, play: Play): TaskSpec {
  return { kind: "task", name, deadline: NEVER, wcet: ticks(wcet), ...eventTiming(arrivals, ticks, play) };
}

type EventTiming = Pick<TaskSpec, "period" | "offset" | "jitter" | "slack" | "minDistance">;

/** Densest: the first events all come as late, and so as close together, as they may; a full bucket is emptied at once. */
function eventTiming(events: EventModel, ticks: InTicks, { arrivals = "densest" }: Play): EventTiming {
  if (events.kind === "token-bucket") {
    const period = ticks(events.refill);
    const burst = (Number(events.capacity) - 1) * period;
    return arrivals === "random" ? { period, slack: period } : { period, offset: -burst };
  }
  const [period, jitter] = [ticks(events.period), ticks(events.jitter)];
  const minDistance = ticks(events.minDistance);
  return arrivals === "random" ? { period, jitter, minDistance } : { period, offset: -jitter, minDistance };
}
