import { describe, expect, it } from "vitest";
import { DescriptionError } from "../../src/description/description-error.ts";
import { loadSources } from "../../src/description/load-sources.ts";
import { loadSystem } from "../../src/description/load-system.ts";
import { duration } from "../../src/numeric/unit.ts";

const SYSTEM = `system: S
timeUnit: ms
processor: { clock: 1 MHz }
vms: { guest: { supply: dedicated, scheduling: edf } }
interrupts: { uart: { target: guest, arrivals: { period: 1 }, topHalf: 0 } }
`;

async function load(text: string, system = SYSTEM): ReturnType<typeof loadSources> {
  return loadSources(text, "sources.yaml", await loadSystem(system, "system.yaml"));
}

async function mistakes(text: string, system = SYSTEM): Promise<string[]> {
  try {
    await load(text, system);
  } catch (error) {
    if (error instanceof DescriptionError) return error.message.split("\n");
    throw error;
  }
  return [];
}

const one = (more: string): string => `a: { target: guest, arrivals: { period: 2 }, topHalf: 1 us${more} }`;

describe("loadSources", () => {
  it("reads sources in the units of the system, cycles and expressions included", async () => {
    const [a, b] = await load(
      `${one(", bottomHalf: 2 * 10 us")}\nb: { device: running, arrivals: { capacity: 2, refill: 1 }, topHalf: 50 cycles }`,
    );
    expect(a).toMatchObject({ name: "a", target: "guest", core: 0, bottomHalf: duration("20 us").asWork() });
    expect(b).toMatchObject({ name: "b", target: null, topHalf: duration("50 us").asWork() });
  });

  it("reads JSON, too", async () => {
    expect(
      await load('{ "a": { "target": "guest", "arrivals": { "period": "2 ms" }, "topHalf": "1 us" } }'),
    ).toHaveLength(1);
  });

  it.each([
    [
      "an empty file",
      "",
      /^sources.yaml:1:1: the description has no value|^sources.yaml:1:1: the description is empty/,
    ],
    ["no source", "{}", /1:1: the file names no source/],
    [
      "a name that is taken",
      one("").replace("a:", "uart:"),
      /1:1: the system has an interrupt `uart` already/,
    ],
    ["a VM that does not exist", one("").replace("guest", "gast"), /1:14: there is no VM `gast`.*guest/],
    [
      "arrivals that contradict each other",
      one("").replace("period: 2", "period: 2, minDistance: 3"),
      /exceeds the period/,
    ],
    ["a key that is not known", one(", weight: 1"), /1:61: unknown key `weight`/],
    ["a negative time", one(", bottomHalf: -1"), /cannot be negative/],
    ["broken YAML", "a: [", /^sources.yaml:1:/],
  ])("says where and what: %s", async (_, text, message) => {
    const [first, ...rest] = await mistakes(text);
    expect(first).toMatch(message);
    expect(rest).toEqual([]);
  });

  it("tells all mistakes at once, in the order of the file", async () => {
    const text = `${one(", bottomHalf: x")}\nuart: { target: gast, arrivals: {}, topHalf: 1 }`;
    const lines = (await mistakes(text)).map((line) => line.split(":")[1]);
    expect(lines).toEqual(["1", "2", "2", "2"]);
  });

  it("takes bare numbers only where the system declares their unit", async () => {
    const [first] = await mistakes(
      one(""),
      SYSTEM.replace("timeUnit: ms\n", "")
        .replace("period: 1", "period: 1 ms")
        .replace("topHalf: 0", "topHalf: 0 ms"),
    );
    expect(first).toMatch(/2 has no unit/);
  });
});
