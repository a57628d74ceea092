import { describe, expect, it } from "vitest";
import { readModel } from "../../src/checker/model.ts";
import { turnsLeft } from "../../src/checker/turns.ts";
import { type Fields, hog, model, source } from "./hand-made.ts";
import { speaksOf } from "./hand-made-model.ts";

/** What turns of `quantum` beside those of 6 of another VM leave. */
function left(quantum: number, costs: Fields, more: Fields = {}): ReturnType<typeof turnsLeft> {
  const vms = [hog("g", { quantum }), hog("h", { quantum: 6 })];
  const told = readModel(JSON.parse(speaksOf(model(vms, { policy: "round-robin", ...more }, costs))).model);
  const [own, ...others] = told.vms;
  if (own === undefined) throw new Error("the model has no VM");
  return turnsLeft(own, others, told, told.costs);
}

const turns = (least: bigint, gap: bigint): object => ({
  kind: "table",
  frame: least + gap,
  windows: [{ start: 0n, end: least }],
});

const taking = (target: string): Fields => ({
  interrupts: [source("irq", 100, 0, { delivery: "rest-of-quantum", target })],
});

const stopping = (least: bigint, gap: bigint, cost: bigint): object => ({
  kind: "interrupted",
  of: turns(least, gap),
  stops: [{ name: "irq", events: { period: 100n, jitter: 0n, distance: 0n }, cost }],
});

describe("what a round robin leaves a VM", () => {
  it.each<readonly [string, () => unknown, object | null]>([
    [
      "a refill is taken from its turn, and lengthens the gap",
      () => left(4, { cacheRefill: 1 }),
      turns(3n, 7n),
    ],
    ["a turn that a refill fills brings nothing", () => left(4, { cacheRefill: 4 }), null],
    [
      "a switch and a section come with each turn",
      () => left(4, { vmSwitch: 1, longestNonPreemptible: 2 }),
      turns(4n, 12n),
    ],
    // The turn of 4, the gap of 6 + 2·1, and there and back 2·1.
    [
      "a turn given away stops it until the next, with two switches",
      () => left(4, { vmSwitch: 1 }, taking("h")),
      stopping(4n, 8n, 14n),
    ],
    [
      "a turn given to it costs two switches",
      () => left(4, { vmSwitch: 1 }, taking("g")),
      stopping(4n, 8n, 2n),
    ],
    // A tick of 2, and 1 + 1 late.
    [
      "a turn of ticks is shorter by one, and late",
      () => left(6, { vmSwitch: 1 }, { clockTick: 2 }),
      turns(2n, 8n),
    ],
    [
      "a turn of ticks given away stops it until the next",
      () => left(6, { vmSwitch: 1 }, { clockTick: 2, ...taking("h") }),
      stopping(2n, 8n, 12n),
    ],
  ])("%s", (_, found, expected) => expect(found()).toEqual(expected));
});
