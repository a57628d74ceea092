/** A piecewise linear function on ticks as the corners of its graph. */

/** The function at each turn and beside it, up to the horizon; corners in a straight line are left out. */
export function sampled(
  f: (at: bigint) => bigint,
  turns: readonly bigint[],
  horizon: bigint,
): (readonly [bigint, bigint])[] {
  const places = new Set<bigint>([0n, horizon]);
  for (const turn of turns)
    for (const at of [turn - 1n, turn, turn + 1n]) if (at >= 0n && at <= horizon) places.add(at);
  const all = [...places].sort((a, b) => (a < b ? -1 : 1)).map((at) => [at, f(at)] as const);
  return all.filter((point, index) => {
    const [before, after] = [all[index - 1], all[index + 1]];
    if (before === undefined || after === undefined) return true;
    return (point[1] - before[1]) * (after[0] - point[0]) !== (after[1] - point[1]) * (point[0] - before[0]);
  });
}

/** The members of progressions up to the horizon; null where there are more than `most`. */
export function membersOf(
  progressions: readonly (readonly [first: bigint, step: bigint])[],
  horizon: bigint,
  most: number,
): bigint[] | null {
  const members: bigint[] = [];
  for (const [first, step] of progressions)
    for (let at = first; at <= horizon; at += step) {
      members.push(at);
      if (members.length > most) return null;
      if (step === 0n) break;
    }
  return members;
}

/** The places that follow one another up to the horizon; null where there are more than `most`. */
export function walked(after: (at: bigint) => bigint | null, horizon: bigint, most: number): bigint[] | null {
  const places: bigint[] = [];
  for (let at = after(0n); at !== null && at <= horizon; at = after(at)) {
    places.push(at);
    if (places.length > most) return null;
  }
  return places;
}
