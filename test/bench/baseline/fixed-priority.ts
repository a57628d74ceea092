/** Response-time analysis as one writes it first: from C_i up, every sum from scratch, one division per term. */

import type { Columns } from "./columns.ts";

export function responseTimes({ wcet, period, deadline }: Columns, responses: Float64Array): boolean {
  for (let i = 0; i < wcet.length; i++) {
    let response = wcet[i]!;
    for (;;) {
      let work = wcet[i]!;
      for (let j = 0; j < i; j++) work += Math.ceil(response / period[j]!) * wcet[j]!;
      if (work > deadline[i]!) {
        responses[i] = -1;
        return false;
      }
      if (work === response) break;
      response = work;
    }
    responses[i] = response;
  }
  return true;
}

export function meetsOnPeriodic({ wcet, period, deadline }: Columns, Π: number, Θ: number): boolean {
  for (let i = 0; i < wcet.length; i++) {
    let response = timeToSupply(Π, Θ, wcet[i]!);
    for (;;) {
      let work = wcet[i]!;
      for (let j = 0; j < i; j++) work += Math.ceil(response / period[j]!) * wcet[j]!;
      const next = timeToSupply(Π, Θ, work);
      if (next > deadline[i]!) return false;
      if (next === response) break;
      response = next;
    }
  }
  return true;
}

/** Shin and Lee 2003. */
export function timeToSupply(Π: number, Θ: number, work: number): number {
  return work === 0 ? 0 : (Math.ceil(work / Θ) + 1) * (Π - Θ) + work;
}
