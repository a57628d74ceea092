/**
 * End-to-end latency of chains of stages on shared resources, by holistic analysis: a driver in two halves, frontend →
 * backend → wire → backend → frontend, with every stage on the supply of its own VM or on a bus.
 *
 * Claim: an activation passes the stages in order, each released by the end of the one before. Let b_k be the least time
 * that the stages before k take and R_k the latest that they end, both after the activation's nominal arrival. Then stage
 * k is released between b_k and R_k: a task of the chain's period, shifted by b_k, with jitter J_k = R_k − b_k. Its response
 * r_k, by the analysis of its resource among all stages there, ends it by R_{k+1} = b_k + r_k. Responses grow with jitters
 * and jitters with responses, so iterating from no queueing at all climbs to the least fixed point, and there the bounds
 * hold by induction over time. There may be no fixed point: then no bound is known.
 * Resources: a processor under preemptive fixed priorities on a supply (response-time.ts), or a CAN bus (can.ts). A stage
 * may also be a plain delay between two bounds, as a wire, a coalescing timer or a poll is.
 * Stages on one resource are analysed as if any two could meet, so one supply may serve several; two supplies of the same
 * processor must be bounds that hold at the same time.
 * Source: K. Tindell and J. Clark, "Holistic schedulability analysis for distributed hard real-time systems",
 * Microprocessing and Microprogramming 40, 1994; jitter less the best case as in Richter 2005.
 */
import { InputError } from "../../contract/errors.ts";
import type { Supply } from "../../model/supply.ts";
import { Duration, nonNegative, positive, type Work } from "../../numeric/quantity.ts";
import type { Rational } from "../../numeric/rational.ts";
import { commonTick, type Timebase } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { Effort } from "../effort.ts";
import { holisticEnds, type TickChain, type TickResource, type TickStage } from "./holistic.ts";

/** What stages share. */
export type ChainResource =
  | { readonly kind: "processor"; readonly supply: Supply }
  | { readonly kind: "can"; readonly bitTime: Duration };

export type ChainStage =
  | {
      readonly kind: "work";
      readonly name: string;
      /** The resource, by its name. */
      readonly on: string;
      /** On its resource; 1 is the highest, and no two are equal. */
      readonly priority: number;
      readonly wcet: Work;
      /** The least time that the stage takes; zero is always safe. */
      readonly bcet: Work;
    }
  | { readonly kind: "delay"; readonly name: string; readonly least: Duration; readonly most: Duration };

export interface Chain {
  readonly name: string;
  readonly period: Duration;
  readonly jitter: Duration;
  readonly stages: readonly ChainStage[];
}

export interface ChainProblem {
  readonly resources: ReadonlyMap<string, ChainResource>;
  readonly chains: readonly Chain[];
  /** Elementary steps for all of it. */
  readonly effort?: number;
}

export type ChainOutcome =
  | { readonly kind: "bounded"; readonly chains: readonly ChainBound[] }
  /** No chain has a bound as long as one has none. */
  | { readonly kind: "no-bound"; readonly reason: string };

/** After the nominal arrival of an activation: by when its last stage ends, and each in order. */
export interface ChainBound {
  readonly endToEnd: Duration;
  readonly ends: readonly Duration[];
}

/** Bounds for all chains. Throws `InputError` for an unknown resource, two equal priorities or a time that cannot be. */
export function chainBounds(problem: ChainProblem): ChainOutcome {
  check(problem);
  const { chains, resources } = problem;
  const effort = new Effort(problem.effort);
  const timebase = timebaseOf(problem);
  const ticked = new Map([...resources].map(([name, each]) => [name, resourceIn(timebase, each)]));
  const outcome = holisticEnds(
    chains.map((chain) => chainIn(timebase, chain, ticked)),
    effort,
  );
  if (outcome.kind === "no-bound") {
    const chain = chains[outcome.chain]!;
    const place = `stage ${chain.stages[outcome.stage]!.name} of ${chain.name}`;
    const reason = outcome.overloaded
      ? `${place}: its resource is asked for more than it gives`
      : `${place}: no fixed point within ${effort.limit} steps`;
    return { kind: "no-bound", reason };
  }
  const time = (ticks: bigint): Duration => new Duration(timebase.toSeconds(ticks));
  const bound = (ends: readonly bigint[]): ChainBound => ({
    endToEnd: time(ends.at(-1) ?? 0n),
    ends: ends.map(time),
  });
  return { kind: "bounded", chains: outcome.ends.map(bound) };
}

function check({ chains, resources }: ChainProblem): void {
  const taken = new Set<string>();
  for (const { name, period, jitter, stages } of chains) {
    positive(period, `${name}: the period`);
    nonNegative(jitter, `${name}: the jitter`);
    for (const stage of stages) {
      const where = `${name}, ${stage.name}`;
      const [least, most] = extent(stage);
      if (least.sign() < 0 || most.lessThan(least)) {
        throw new InputError(`${where}: takes from ${least} s to ${most} s: write 0 ≤ least ≤ most`);
      }
      if (stage.kind === "delay") continue;
      if (!resources.has(stage.on)) throw new InputError(`${where}: there is no resource ${stage.on}`);
      const place = `${stage.on} ${stage.priority}`;
      if (taken.has(place))
        throw new InputError(`${where}: priority ${stage.priority} on ${stage.on} is taken`);
      taken.add(place);
    }
  }
  for (const [name, resource] of resources) {
    if (resource.kind === "can") positive(resource.bitTime, `${name}: the bit time`);
  }
}

function extent(stage: ChainStage): readonly [Rational, Rational] {
  return stage.kind === "delay"
    ? [stage.least.value, stage.most.value]
    : [stage.bcet.value, stage.wcet.value];
}

function timebaseOf({ chains, resources }: ChainProblem): Timebase {
  const measures = [...resources.values()].map((resource) =>
    resource.kind === "can" ? { seconds: [resource.bitTime.value], rates: [] } : measuresOf(resource.supply),
  );
  const times = chains.flatMap(({ period, jitter, stages }) => [
    period.value,
    jitter.value,
    ...stages.flatMap(extent),
  ]);
  return commonTick(
    [...times, ...measures.flatMap(({ seconds }) => seconds)],
    measures.flatMap(({ rates }) => rates),
  );
}

function resourceIn(timebase: Timebase, resource: ChainResource): TickResource {
  return resource.kind === "can"
    ? { kind: "can", bit: timebase.toTicks(resource.bitTime.value) }
    : { kind: "processor", supply: boundOf(resource.supply, timebase) };
}

function chainIn(
  timebase: Timebase,
  { period, jitter, stages }: Chain,
  resources: ReadonlyMap<string, TickResource>,
): TickChain {
  const inTicks = (stage: ChainStage): TickStage => {
    const [least, most] = extent(stage).map((seconds) => timebase.toTicks(seconds)) as [bigint, bigint];
    const resource = stage.kind === "work" ? resources.get(stage.on) : undefined;
    const on = stage.kind === "work" && resource ? { resource, priority: stage.priority } : null;
    return { on, least, most };
  };
  return {
    period: timebase.toTicks(period.value),
    jitter: timebase.toTicks(jitter.value),
    stages: stages.map(inTicks),
  };
}
