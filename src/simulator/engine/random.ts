/**
 * Chance without state: the draw number `counter` of `stream` under `seed` is a hash of the three. Hence a job has the
 * same execution time whatever the policy that runs it, a draw can be repeated instead of stored, and the order in
 * which simultaneous events ask for chance is of no account.
 *
 * Mixing: the finalizer of MurmurHash3 (A. Appleby, public domain), once per word.
 */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const GOLDEN = 0x9e3779b9;
const TWO_32 = 2 ** 32;
const TWO_53 = 2 ** 53;

/** Keeps the draws of one thing (the separations of task 3) apart from those of any other. */
export function streamOf(subject: number, purpose: number): number {
  return mix(mix(subject + GOLDEN) ^ Math.imul(purpose + 1, GOLDEN));
}

/** A uniform integer in [least, most]. Both are exact integers, as is their difference. */
export function drawBetween(
  seed: number,
  stream: number,
  counter: number,
  least: number,
  most: number,
): number {
  const span = most - least + 1;
  const low = mix(mix(mix(seed ^ GOLDEN) ^ stream) + (counter % TWO_32));
  const high = mix(low ^ mix(Math.floor(counter / TWO_32) + Math.floor(seed / TWO_32) + GOLDEN));
  const fraction = ((high >>> 5) * 2 ** 26 + (low >>> 6)) / TWO_53;
  return least + Math.min(Math.floor(fraction * span), span - 1);
}
