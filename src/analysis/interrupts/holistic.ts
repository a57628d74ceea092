/**
 * The fixed point of holistic analysis, in ticks; claim and source in chain.ts.
 */
import { larger } from "../../numeric/integer.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Effort } from "../effort.ts";
import { canResponse } from "../fixed-priority/can.ts";
import { type FpResponse, responseTime } from "../fixed-priority/response-time.ts";

export type TickResource =
  | { readonly kind: "processor"; readonly supply: SupplyBound }
  | { readonly kind: "can"; readonly bit: bigint };

export interface TickStage {
  /** Null for a plain delay, from `least` to `most`; otherwise `most` is the work. */
  readonly on: { readonly resource: TickResource; readonly priority: number } | null;
  readonly least: bigint;
  readonly most: bigint;
}

export interface TickChain {
  readonly period: bigint;
  readonly jitter: bigint;
  readonly stages: readonly TickStage[];
}

/** By when each stage of each chain ends after the nominal arrival, or the chain that has no bound. */
export type HolisticOutcome =
  | { readonly kind: "bounded"; readonly ends: readonly (readonly bigint[])[] }
  | {
      readonly kind: "no-bound";
      readonly chain: number;
      readonly stage: number;
      readonly overloaded: boolean;
    };

export function holisticEnds(chains: readonly TickChain[], effort: Effort): HolisticOutcome {
  let ends: readonly (readonly bigint[])[] = chains.map(leastEnds);
  for (;;) {
    const released = chains.map((chain, at) => releases(chain, ends[at] ?? []));
    const next: bigint[][] = [];
    for (const [at, chain] of released.entries()) {
      const own: bigint[] = [];
      for (const [place, release] of chain.entries()) {
        const end = endOf(release, released.flat(), effort);
        if (typeof end !== "bigint" || !effort.spend()) {
          const overloaded = typeof end !== "bigint" && end.kind === "unbounded";
          return { kind: "no-bound", chain: at, stage: place, overloaded };
        }
        own.push(end);
      }
      next.push(own);
    }
    if (next.every((own, at) => own.every((end, place) => end === ends[at]?.[place]))) {
      return { kind: "bounded", ends: next };
    }
    ends = next;
  }
}

/** A stage with when it is released: between `earliest` and `latest` after the nominal arrival. */
interface Release {
  readonly stage: TickStage;
  readonly period: bigint;
  readonly earliest: bigint;
  readonly latest: bigint;
}

/** No stage ends sooner at worst than after the jitter of the chain and the best cases up to it. */
function leastEnds({ jitter, stages }: TickChain): bigint[] {
  let end = jitter;
  return stages.map(({ least }) => {
    end += least;
    return end;
  });
}

function releases({ period, jitter, stages }: TickChain, ends: readonly bigint[]): Release[] {
  let earliest = 0n;
  return stages.map((stage, place) => {
    const release = { stage, period, earliest, latest: place === 0 ? jitter : (ends[place - 1] ?? jitter) };
    earliest += stage.least;
    return release;
  });
}

/** By when a stage ends, given when all stages are released. */
function endOf(release: Release, all: readonly Release[], effort: Effort): bigint | FpResponse {
  const { stage, earliest, latest } = release;
  if (stage.on === null) return latest + stage.most;
  const { resource, priority } = stage.on;
  const level = all
    .filter((each) => each.stage.on?.resource === resource)
    .sort((a, b) => (a.stage.on?.priority ?? 0) - (b.stage.on?.priority ?? 0));
  const tasks = level.map(asTask);
  const index = level.findIndex((each) => each.stage.on?.priority === priority);
  const response =
    resource.kind === "can"
      ? canResponse(tasks, index, resource.bit, effort)
      : responseTime(tasks, index, resource.supply, effort);
  // A stage without work ends when it is released.
  return response.kind === "bounded" ? larger(latest, earliest + response.response) : response;
}

function asTask({ stage, period, earliest, latest }: Release): TickTask {
  return { wcet: stage.most, period, deadline: period, jitter: latest - earliest, blocking: 0n };
}
