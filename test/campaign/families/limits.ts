import { largestBurst } from "../../../src/analysis/interrupts/largest-burst.ts";
import { largestCost } from "../../../src/analysis/interrupts/largest-cost.ts";
import {
  leastPeriod,
  leastRefill,
  leastSeparation,
} from "../../../src/analysis/interrupts/least-separation.ts";
import type { Limit } from "../../../src/analysis/interrupts/limit.ts";
import type { InterruptQuestion } from "../../../src/analysis/interrupts/question.ts";
import {
  type EventModel,
  periodicEvents,
  sporadicEvents,
  tokenBucket,
} from "../../../src/model/event-model.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { fewer } from "../../generate/fewer.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { DEDICATED, drawPeriodic } from "../../generate/supply.ts";
import { inTime, lateWithin, missBy, step, TICK, type Variant } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";
import { showGuest, systemOf } from "./shown.ts";

const EFFORT = 20_000;

/** How far may a source of interrupts go: which number of it is asked for, and what is given. */
interface Asked {
  readonly guest: DrawnGuest;
  readonly number: "separation" | "period" | "refill" | "burst" | "cost";
  readonly cost: number;
  /** The jitter, the capacity, the refill or the separation, whichever the number needs. */
  readonly given: number;
}

const NUMBERS = ["separation", "period", "refill", "burst", "cost"] as const;

/** The answer, in ticks or tokens. */
function answer({ guest, number, cost, given }: Asked): Limit<Rational> {
  const question: InterruptQuestion = {
    scheduling: guest.policy,
    tasks: systemOf(guest).vms[0]?.guest.tasks ?? [],
    supply: guest.supply.described(),
    effort: EFFORT,
  };
  const wcet = new Work(Rational.from(cost).times(TICK));
  const time = inTime(Rational.from(given));
  switch (number) {
    case "separation":
      return inTicks(leastSeparation(question, wcet), ({ value }) => value.dividedBy(TICK));
    case "period":
      return inTicks(leastPeriod(question, wcet, time), ({ value }) => value.dividedBy(TICK));
    case "refill":
      return inTicks(leastRefill(question, wcet, BigInt(given)), ({ value }) => value.dividedBy(TICK));
    case "burst":
      return inTicks(largestBurst(question, wcet, time), (tokens) => Rational.of(tokens));
    case "cost":
      return inTicks(largestCost(question, sporadicEvents(time)), ({ value }) => value.dividedBy(TICK));
  }
}

function inTicks<Q>(found: Limit<Q>, ticks: (value: Q) => Rational): Limit<Rational> {
  if (found.kind !== "limit") return found.kind === "undetermined" ? { ...found, atBest: null } : found;
  return { ...found, value: ticks(found.value), atBest: found.atBest === null ? null : ticks(found.atBest) };
}

/** The guest below the source with the number at `value`. */
function variantAt({ guest, number, cost, given }: Asked, value: Rational): Variant {
  const fixed = Rational.from(given);
  const own = number === "cost" ? value : Rational.from(cost);
  const [period, before, arrivals] = ((): [Rational, Rational, EventModel] => {
    switch (number) {
      case "separation":
        return [value, Rational.zero, sporadicEvents(inTime(value))];
      case "period":
        return [value, fixed, periodicEvents({ period: inTime(value), jitter: inTime(fixed) })];
      case "refill":
        return [
          value,
          value.times(fixed.minus(Rational.one)),
          tokenBucket({ capacity: BigInt(given), refill: inTime(value) }),
        ];
      case "burst":
        return [
          fixed,
          fixed.times(value.minus(Rational.one)),
          tokenBucket({ capacity: value.numerator, refill: inTime(fixed) }),
        ];
      case "cost":
        return [fixed, Rational.zero, sporadicEvents(inTime(fixed))];
    }
  })();
  const load = { name: "source", arrivals, wcet: new Work(own.times(TICK)) };
  const wcets = guest.tasks.map(({ wcet }) => Rational.from(wcet));
  return { guest, wcets, source: { period, offset: before.negated(), wcet: own, load } };
}

/** With the number at its limit no job is late; a third of a tick (or one token) beyond an exact one some job is. */
function examine(asked: Asked, tally: Tally): string | null {
  const { guest, number } = asked;
  const found = answer(asked);
  if (found.kind !== "limit" || found.value.sign() <= 0) return null;
  const { value, basis } = found;
  const watched = Rational.from(4 * Math.max(...guest.tasks.map(({ period }) => period)));
  if (lateWithin(variantAt(asked, value), watched, tally) === true)
    return `a job is late with the ${number} at ${value}, which is said to be safe`;
  if (basis !== "exact") return null;
  const less = number === "separation" || number === "period" || number === "refill";
  const past = number === "burst" ? Rational.one : step(value);
  const beyond = less ? value.minus(past) : value.plus(past);
  if (beyond.sign() <= 0) return null;
  const variant = variantAt(asked, beyond);
  const until = missBy(variant, EFFORT);
  const late = until instanceof Rational ? lateWithin(variant, until, tally) : until === null ? null : false;
  if (late === null) return null;
  tally.compare(late ? 1 : 0, 1);
  return late
    ? null
    : `no job is late with the ${number} at ${beyond}, though ${value} is said to be the limit`;
}

function draw(random: Random, policy: DrawnGuest["policy"]): Asked {
  const supply = random.oneIn(3) ? drawPeriodic(random) : DEDICATED;
  // Less than all of it: the source wants some, too.
  const rate = supply.rate * random.pick([0.3, 0.5, 0.8]);
  const tasks = {
    kinds: ["small"],
    most: 3,
    deadlines: "constrained",
    supply: () => ({ ...supply, rate }),
  } as const;
  const guest = { ...drawGuest(random, policy, tasks), supply };
  const number = random.pick(NUMBERS);
  const given = number === "refill" ? random.between(1, 4) : random.between(number === "period" ? 0 : 5, 40);
  return { guest, number, cost: random.between(1, 3), given };
}

function* smaller(asked: Asked): Generator<Asked> {
  for (const guest of smallerGuests(asked.guest)) {
    if (guest.tasks.every(({ deadline, period }) => deadline <= period)) yield { ...asked, guest };
  }
  for (const cost of fewer(asked.cost)) if (cost >= 1) yield { ...asked, cost };
  for (const given of fewer(asked.given)) if (given >= 1) yield { ...asked, given };
}

function limits(name: string, policy: DrawnGuest["policy"]): AnyFamily {
  return family<Asked>({
    name: `limits of an interrupt source above ${name}`,
    claims: "exact",
    weight: 2,
    draw: (random) => draw(random, policy),
    examine,
    smaller,
    show: ({ guest, number, cost, given }) =>
      `# the ${number} of a source: cost ${cost}, given ${given}\n${showGuest(guest)}`,
  });
}

export const LIMITS: readonly AnyFamily[] = [limits("FP", "fixed-priority"), limits("EDF", "edf")];
