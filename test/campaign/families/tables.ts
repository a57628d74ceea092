import {
  synthesizeTable,
  type TableContract,
  type TableRequest,
} from "../../../src/analysis/table/synthesis.ts";
import { edpResource, periodicResource } from "../../../src/model/supply.ts";
import type { Slot } from "../../../src/model/system.ts";
import { fewer } from "../../generate/fewer.ts";
import type { Random } from "../../generate/random.ts";
import { TICK } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";

const EFFORT = 20_000;

/** What a VM is promised, in ticks. */
interface Promised {
  readonly period: number;
  readonly budget: number;
  readonly deadline: number;
}

interface Asked {
  readonly contracts: readonly Promised[];
  readonly switchCost: number;
}

const ms = (ticks: number): string => `${ticks} ms`;

function requestOf({ contracts, switchCost }: Asked): TableRequest {
  const named = contracts.map(({ period, budget, deadline }, index): TableContract => {
    const given = { period: ms(period), budget: ms(budget) };
    const supply =
      deadline < period ? edpResource({ ...given, deadline: ms(deadline) }) : periodicResource(given);
    return { vm: `vm${index + 1}`, supply };
  });
  return { contracts: named, switchCost: ms(switchCost), grid: ms(1), effort: EFFORT };
}

/** Who has each tick of the frame, null where the VMM switches or nobody has it. Null for slots that overlap. */
function ticksOf(frame: number, slots: readonly Slot[], switchCost: number): (string | null)[] | null {
  const owners = Array<string | null>(frame).fill(null);
  const taken = Array<boolean>(frame).fill(false);
  const whole = (time: Slot["start"]): number => Number(time.value.dividedBy(TICK).numerator);
  for (const { vm, start, length } of slots) {
    for (let at = whole(start); at < whole(start) + whole(length); at++) {
      if (at >= frame || taken[at] === true) return null;
      taken[at] = true;
      if (at >= whole(start) + switchCost) owners[at] = vm;
    }
  }
  return owners;
}

/** A table that is found supplies each budget in each period, counted tick by tick; where none exists, too much is asked for. */
function examine(asked: Asked, tally: Tally): string | null {
  const { contracts, switchCost } = asked;
  const found = synthesizeTable(requestOf(asked));
  const load = contracts.reduce((sum, { period, budget }) => sum + budget / period, 0);
  if (found.kind === "infeasible") {
    tally.compare(1, 1);
    return switchCost === 0 && load <= 1 && contracts.every(({ period, deadline }) => deadline === period)
      ? `no table is said to exist for a load of ${load}`
      : null;
  }
  if (found.kind === "undetermined")
    return switchCost === 0 && load <= 1 ? "without costs no table was found, and none was excluded" : null;
  const frame = Number(found.frame.value.dividedBy(TICK).numerator);
  const owners = ticksOf(frame, found.slots, switchCost);
  if (owners === null) return "slots overlap or leave the frame";
  for (const [index, { period, budget, deadline }] of contracts.entries()) {
    for (let from = 0; from < frame; from += period) {
      const has = owners.slice(from, from + deadline).filter((vm) => vm === `vm${index + 1}`).length;
      tally.compare(1, 1);
      if (has < budget) return `vm${index + 1} has ${has} of ${budget} in the period from ${from}`;
    }
  }
  return null;
}

function draw(random: Random): Asked {
  const switchCost = random.oneIn(2) ? 1 : 0;
  const load = random.pick([0.5, 0.8, 1]);
  const count = random.between(2, 4);
  const contracts = Array.from({ length: count }, (): Promised => {
    const period = random.pick([4, 5, 6, 8, 10, 12, 15, 20]);
    const budget = Math.max(1, Math.round((period * load) / count) - random.below(2));
    return { period, budget, deadline: random.oneIn(4) ? random.between(budget, period) : period };
  });
  return { contracts, switchCost };
}

function* smaller({ contracts, switchCost }: Asked): Generator<Asked> {
  for (const index of contracts.keys()) {
    if (contracts.length > 1) yield { contracts: contracts.toSpliced(index, 1), switchCost };
  }
  if (switchCost > 0) yield { contracts, switchCost: 0 };
  for (const [index, each] of contracts.entries()) {
    for (const budget of fewer(each.budget)) {
      if (budget >= 1) yield { contracts: contracts.with(index, { ...each, budget }), switchCost };
    }
  }
}

export const TABLES: readonly AnyFamily[] = [
  family<Asked>({
    name: "tables for given budgets",
    claims: "exact",
    weight: 2,
    draw,
    examine,
    smaller,
    show: (asked) => JSON.stringify(asked),
  }),
];
