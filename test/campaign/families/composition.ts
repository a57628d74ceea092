import { canonicalOrder } from "../../../src/analysis/interface/canonical-order.ts";
import { type Composed, compose } from "../../../src/analysis/interface/composition.ts";
import { candidateOf, serverTask } from "../../../src/analysis/interface/server-candidate.ts";
import { type Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import type { NodeSpec, TaskSpec } from "../../../src/simulator/engine/specification.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { DEDICATED, periodic } from "../../generate/supply.ts";
import { inTime, TICK } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";
import { showGuest, systemOf } from "./shown.ts";

const EFFORT = 20_000;

/** How many periods of the slowest a run lasts. */
const PERIODS = 6;

/** Components with tasks inside one with a scheduler of its own, each with a period for its interface. */
interface Nested {
  readonly policy: "deadline-monotonic" | "edf";
  readonly period: number;
  readonly inside: readonly {
    readonly guest: DrawnGuest;
    readonly period: number;
    readonly offset: number;
  }[];
}

/**
 * On the worst supply of the interface that is composed for the whole, below servers with the budgets that are composed for
 * the parts, no job of any part is late: neither from the start, when all budgets come at once, nor from the drawn offsets.
 */
function examine({ policy, period, inside }: Nested, tally: Tally): string | null {
  const grid = new Work(TICK);
  const composition = compose(
    {
      name: "whole",
      scheduling: policy,
      period: inTime(Rational.from(period)),
      grid,
      children: inside.map(({ guest, period: own }, index) => ({
        name: `part${index}`,
        scheduling: guest.policy,
        period: inTime(Rational.from(own)),
        grid,
        tasks: systemOf(guest).vms[0]?.guest.tasks ?? [],
      })),
    },
    EFFORT,
  );
  if (composition.kind === "stuck") return null;
  const { root } = composition;
  const [pattern] = periodic(period, inTicks(root.chosen.budget), period).patterns;
  if (pattern === undefined) return null;
  const horizon =
    PERIODS *
    Math.max(...inside.flatMap(({ guest, period: own }) => [own, ...guest.tasks.map((each) => each.period)]));
  let late = false;
  for (const delayed of [false, true]) {
    const children = inOrder(root.children).map((index) => served(inside, root.children, index, delayed));
    const child: NodeSpec = { kind: policy === "edf" ? "edf" : "fixed-priority", children };
    const { engine } = buildEngine({ cores: [{ kind: "supply", pattern, child }] });
    engine.run(horizon);
    tally.jobs(engine.tasks.completed.reduce((sum, count) => sum + count, 0));
    late ||= engine.tasks.missed.some((count, index) => count + engine.tasks.overdue(index, horizon) > 0);
  }
  tally.compare(late ? 0 : 1, 1);
  return late ? `a job is late below the composed budgets, ${root.chosen.budget} for the whole` : null;
}

/** The parts by the priorities of their servers. */
function inOrder(parts: readonly Composed[]): number[] {
  const tasks = parts.map((each) => serverTask(candidateOf(each)));
  return canonicalOrder(tasks).map((each) => tasks.indexOf(each));
}

function served(
  inside: Nested["inside"],
  parts: readonly Composed[],
  index: number,
  delayed: boolean,
): NodeSpec {
  const { guest, period, offset } = inside[index]!;
  const budget = inTicks(parts[index]!.chosen.budget);
  const children = guest.tasks.map(
    ({ period: own, wcet, deadline }, at): TaskSpec => ({
      kind: "task",
      name: `t${at}`,
      period: own,
      wcet,
      deadline,
      offset: delayed ? offset : 0,
    }),
  );
  return {
    kind: "server",
    server: "periodic-idling",
    period,
    budget,
    deadline: period,
    offset: delayed ? (offset * (index + 1)) % period : 0,
    child: { kind: guest.policy, children },
  };
}

const inTicks = ({ value }: Work | Duration): number => Number(value.dividedBy(TICK).floor());

function draw(random: Random): Nested {
  const count = random.between(1, 3);
  return {
    policy: random.oneIn(2) ? "edf" : "deadline-monotonic",
    period: random.between(2, 5),
    inside: Array.from({ length: count }, () => {
      const rate = random.pick([0.3, 0.5, 0.7]) / count;
      const guest = drawGuest(random, random.oneIn(2) ? "edf" : "fixed-priority", {
        kinds: ["small"],
        most: 3,
        supply: () => ({ ...DEDICATED, rate }),
      });
      return {
        guest: { ...guest, supply: DEDICATED },
        period: random.between(3, 10),
        offset: random.below(10),
      };
    }),
  };
}

function* smaller(nested: Nested): Generator<Nested> {
  const { inside } = nested;
  for (const [index, part] of inside.entries()) {
    if (inside.length > 1) yield { ...nested, inside: inside.toSpliced(index, 1) };
    if (part.offset > 0) yield { ...nested, inside: inside.with(index, { ...part, offset: 0 }) };
    for (const guest of smallerGuests(part.guest)) {
      const constrained = guest.tasks.every(({ deadline, period }) => deadline <= period);
      if (constrained) yield { ...nested, inside: inside.with(index, { ...part, guest }) };
    }
  }
}

/** One description per part: no single one says all of it. */
function show({ policy, period, inside }: Nested): string {
  const parts = inside.map(
    ({ guest, period: own, offset }) => `---\n# every ${own} ms, from ${offset} ms on\n${showGuest(guest)}`,
  );
  return `# composed under ${policy}, every ${period} ms\n${parts.join("")}`;
}

export const COMPOSITION: readonly AnyFamily[] = [
  family<Nested>({
    name: "composition of interfaces",
    claims: "sufficient",
    weight: 2,
    draw,
    examine,
    smaller,
    show,
  }),
];
