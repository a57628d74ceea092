import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { DescriptionError } from "../../src/description/description-error.ts";
import { loadSystem } from "../../src/description/load-system.ts";
import { type Description, renderYaml, describe as written } from "../support/render-yaml.ts";
import { arbitrarySystem } from "./arbitrary-system.ts";

/** Reads the text; whatever it is, the outcome is a system or a list of places with a reason. */
async function outcome(text: string): Promise<"system" | "issues"> {
  try {
    const { system, warnings } = await loadSystem(text, "garbage.yaml");
    expect(system.vms.length).toBeGreaterThan(0);
    expect(warnings.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
    return "system";
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    const { issues } = error;
    expect(issues.length).toBeGreaterThan(0);
    const lines = text.split("\n").length;
    for (const { line, column, message } of issues) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(message).not.toMatch(/undefined|NaN|\[object/);
    }
    const places = issues.map(({ line, column, message }) => `${line}:${column}:${message}`);
    expect(new Set(places).size).toBe(places.length);
    const inOrder = [...issues].sort((a, b) => a.line - b.line || a.column - b.column);
    expect(issues).toEqual(inOrder);
    return "issues";
  }
}

const JUNK: readonly unknown[] = [
  null,
  "",
  " ",
  0,
  -1,
  1.5,
  1e300,
  2 ** 60,
  true,
  [],
  {},
  [{}],
  "0 ms",
  "-3 ms",
  "5",
  "1/0 ms",
  "3 ms + ",
  "3 ms + 2 us",
  "((1 us)) * 2",
  "12 cycles",
  "1/2",
  "dedicated",
  "leftover",
  "rtos",
  "edf",
  "9".repeat(2000),
  "(".repeat(900),
  "-".repeat(900),
  { kind: "server" },
  { kind: "leftover", of: "leftover", load: { x: null } },
  { period: "1 ms", minSeparation: "1 ms" },
];

/** A copy of the data in which the `at`-th place (counted from the outside, wrapping around) is replaced or removed. */
function tamper(data: Description, at: number, junk: unknown): unknown {
  const copy = structuredClone({ data }) as Record<string, unknown>;
  const places: { around: Record<string, unknown>; key: string }[] = [];
  const visit = (around: Record<string, unknown>): void => {
    for (const key of Object.keys(around)) {
      places.push({ around, key });
      const value = around[key];
      if (value !== null && typeof value === "object") visit(value as Record<string, unknown>);
    }
  };
  visit(copy);
  const { around, key } = places[at % places.length] as { around: Record<string, unknown>; key: string };
  if (junk === undefined) delete around[key];
  else around[key] = junk;
  return copy["data"];
}

function tampered(): Arbitrary<string> {
  const junk = fc.oneof(
    fc.constantFrom(...JUNK, undefined),
    fc.jsonValue({ maxDepth: 2 }),
    arbitrarySystem().map((system) => (written(system) as Record<string, unknown>)["vms"]),
  );
  return fc
    .tuple(arbitrarySystem(), fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 4 }))
    .map(([system, changes]) => {
      const data = changes.reduce<unknown>(
        (before, [at, value]) => (before === undefined ? before : tamper(before as Description, at, value)),
        written(system),
      );
      return JSON.stringify(data ?? null);
    });
}

function scribbled(): Arbitrary<string> {
  const scrap = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.constantFrom(
      "\t",
      "\n",
      "---\n",
      "&a ",
      "*a",
      "{",
      "}",
      "[",
      "]",
      "? ",
      ": ",
      "- ",
      "#",
      "'",
      '"',
      "|",
      "!!x ",
      "<<: ",
      "%",
      "\u0000",
      "\r",
    ),
  );
  return fc
    .tuple(arbitrarySystem(), fc.array(fc.tuple(fc.nat(), fc.nat(6), scrap), { minLength: 1, maxLength: 4 }))
    .map(([system, changes]) =>
      changes.reduce((text, [at, cut, insert]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + insert + text.slice(start + cut);
      }, renderYaml(system)),
    );
}

describe("garbage", () => {
  it("in the place of values is told, never thrown", async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(tampered(), async (text) => {
        if ((await outcome(text)) === "issues") refused++;
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(1000);
  }, 120_000);

  it("in the text is told, never thrown", async () => {
    await fc.assert(
      fc.asyncProperty(scribbled(), async (text) => void (await outcome(text))),
      { numRuns: 2000 },
    );
  }, 120_000);

  it("of any kind is told, never thrown", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => void (await outcome(text))),
      { numRuns: 2000 },
    );
  }, 120_000);
});
