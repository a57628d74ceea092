import { describe, expect, it } from "vitest";
import { textOf } from "../support/source-tree.ts";
import { type BoundRow, RUNS, rowText } from "./bounds.ts";
import { hypercallRows, splitDriverRow } from "./bounds-chains.ts";
import { clockRows, meanSleeps, sleepRows } from "./bounds-clocks.ts";
import { busRows, phoneRows, virtioRows } from "./bounds-devices.ts";

const PAGE = textOf("docs/reproductions/bounds.md");

/** The rows of the table below a heading. */
function tableBelow(heading: string): string[] {
  const [, section = ""] = PAGE.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return own.split("\n").filter((line) => line.startsWith("| "));
}

const TABLES: Readonly<Record<string, () => BoundRow[] | Promise<BoundRow[]>>> = {
  "virtio: a packet of a guest": virtioRows,
  "CAN: a message": busRows,
  "Split driver: a packet": () => [splitDriverRow()],
  "MobiVMM: a sleep of 10 ms": sleepRows,
  "MobiVMM: a task beside network interrupts": phoneRows,
  "Virtual clocks: how far apart": clockRows,
  "Long hypercalls": hypercallRows,
};

describe("docs/reproductions/bounds.md", () => {
  it.each(Object.keys(TABLES))("has what the analyses and the simulator give: %s", async (heading) => {
    const rows = await TABLES[heading]!();
    expect(tableBelow(heading).slice(1)).toEqual(rows.map(rowText));
    for (const { name, bound, simulated } of rows) {
      const kept = bound === null || simulated?.atMost(bound) === true;
      expect([name, kept]).toEqual([name, true]);
    }
  });

  it("has no table that is not recomputed, and says how many runs there are", () => {
    const headings = [...PAGE.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(Object.keys(TABLES));
    expect(PAGE).toContain(`${RUNS} courses of events`);
  });

  it("has the means of the full MobiVMM scenario", () => {
    const [alone, beside, pings] = meanSleeps();
    expect(PAGE).toContain(
      `takes ${alone} ms on average alone, ${beside} ms beside another guest and ${pings} ms with pings each 20 ms`,
    );
  });
});
