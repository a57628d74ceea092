import { Effort } from "../../../src/analysis/effort.ts";
import { largestEdfScaling, largestEdfWcet } from "../../../src/analysis/sensitivity/edf.ts";
import { largestScaling, largestWcet } from "../../../src/analysis/sensitivity/fixed-priority.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import { drawPeriodic } from "../../generate/supply.ts";
import { lateWithin, missBy, step, TICK, type Variant } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";
import { showGuest, systemOf } from "./shown.ts";

const EFFORT = 20_000;

/** How far one number of the guest may grow: what the analysis says, and the wcets at a value. */
interface Growth {
  readonly what: string;
  readonly most: Rational | null;
  readonly at: (value: Rational) => readonly Rational[];
}

/** All wcets together, and each on its own. */
function growths(guest: DrawnGuest): Growth[] {
  const model = systemOf(guest).vms[0]?.guest.tasks ?? [];
  const supply = guest.supply.described();
  const edf = guest.policy === "edf";
  const wcets = guest.tasks.map(({ wcet }) => Rational.from(wcet));
  const factor = (edf ? largestEdfScaling : largestScaling)(model, supply, new Effort(EFFORT));
  return [
    {
      what: "the factor of all wcets",
      most: factor instanceof Rational ? factor : null,
      at: (value) => wcets.map((wcet) => wcet.times(value)),
    },
    ...wcets.map((_, index): Growth => {
      const most = (edf ? largestEdfWcet : largestWcet)(model, index, supply, new Effort(EFFORT));
      return {
        what: `the wcet of t${index + 1}`,
        most: most instanceof Work ? most.value.dividedBy(TICK) : null,
        at: (value) => wcets.with(index, value),
      };
    }),
  ];
}

/** With the most that is allowed no job is late; with any more some job is. */
function examine(guest: DrawnGuest, tally: Tally): string | null {
  const watched = Rational.from(4 * Math.max(...guest.tasks.map(({ period }) => period)));
  for (const { what, most, at } of growths(guest)) {
    if (most === null || most.sign() <= 0) continue;
    const variant = (value: Rational): Variant => ({ guest, wcets: at(value), source: null });
    if (lateWithin(variant(most), watched, tally) === true) return `a job is late with ${what} at ${most}`;
    const beyond = most.plus(step(most));
    const until = missBy(variant(beyond), EFFORT);
    const late =
      until instanceof Rational ? lateWithin(variant(beyond), until, tally) : until === null ? null : false;
    if (late === null) continue;
    tally.compare(late ? 1 : 0, 1);
    if (!late) return `no job is late with ${what} at ${beyond}, though ${most} is said to be the most`;
  }
  return null;
}

function* smaller(guest: DrawnGuest): Generator<DrawnGuest> {
  for (const each of smallerGuests(guest)) {
    if (each.tasks.every(({ deadline, period }) => deadline <= period)) yield each;
  }
}

function sensitivity(name: string, policy: DrawnGuest["policy"]): AnyFamily {
  return family<DrawnGuest>({
    name: `sensitivity of wcets under ${name}`,
    claims: "exact",
    weight: 2,
    draw: (random) =>
      drawGuest(random, policy, {
        kinds: ["small"],
        most: 3,
        deadlines: "constrained",
        ...(random.oneIn(2) ? { supply: drawPeriodic } : {}),
      }),
    examine,
    smaller,
    show: showGuest,
  });
}

export const SENSITIVITY: readonly AnyFamily[] = [
  sensitivity("FP", "fixed-priority"),
  sensitivity("EDF", "edf"),
];
