import { describe, expect, it } from "vitest";
import { verdictTables } from "../../../src/report/terminal/verdict-table.ts";
import { findings, interrupt, latencies, proved, refuted, server, servers } from "../findings.ts";

const plain = { colour: false };
const lines = (text: string): string[] => text.split("\n").map((line) => line.trimEnd());

describe("the verdict tables of a terminal", () => {
  it("put the verdict first, then the VMM and one table per VM", () => {
    const shown = verdictTables(findings, plain);
    expect(lines(shown)[0]).toBe("A system: REFUTED (3 of 4 claims proved)");
    const titles = lines(shown).filter((line) => ["VMM", "core 0", "VM rtos"].includes(line));
    expect(titles).toEqual(["VMM", "core 0", "VM rtos"]);
    expect(lines(shown)).toContainEqual(
      expect.stringMatching(/^ *server of rtos +≈2\.333 ms +4 ms +≈1\.667 ms +PROVED$/),
    );
    expect(lines(shown)).toContainEqual(expect.stringMatching(/^ *interrupt ethernet +/));
    expect(lines(shown)).toContainEqual(expect.stringMatching(/^ *logger +5 ms +4 ms +-1 ms +REFUTED$/));
  });

  it("say why for each claim that is not proved, what would help, and the warnings", () => {
    const shown = verdictTables(findings, plain);
    expect(shown).toContain(
      "vm/rtos/task/logger: at t = 4 ms demand 5 ms > supply 4 ms\n  what would help: give it less to do",
    );
    expect(shown).toContain("warning: vms.rtos: is alone");
  });

  it("mark what is rounded, and say so only then", () => {
    expect(verdictTables(findings, plain)).toContain("≈ rounded for print; --json has the exact numbers");
    expect(verdictTables({ ...findings, claims: [refuted] }, plain)).not.toContain("≈");
  });

  it("have no colour where none is asked for, and the same words with it", () => {
    const sequence = String.fromCharCode(27);
    const coloured = verdictTables(findings, { colour: true });
    expect(verdictTables(findings, plain)).not.toContain(sequence);
    expect(coloured).toContain(sequence);
    const stripped = coloured.replaceAll(new RegExp(`${sequence}\\[\\d+m`, "g"), "");
    expect(lines(stripped)).toEqual(lines(verdictTables(findings, plain)));
  });

  it("fit into 100 columns with names of ordinary length", () => {
    const shown = verdictTables(
      { ...findings, claims: [server, servers, interrupt, proved, refuted] },
      plain,
    );
    for (const line of lines(shown)) expect(line.length, line).toBeLessThanOrEqual(100);
  });

  it("name all servers of a core after it, and all tasks of a VM together", () => {
    const together = { ...proved, id: "vm/rtos/tasks", subject: { vm: "rtos" } };
    const shown = verdictTables({ ...findings, claims: [servers, together] }, plain);
    expect(shown).toContain("servers of core 1");
    expect(shown).toContain("all tasks");
    expect(shown).toContain("VM rtos");
  });

  it("tell below the claims how long sources without a deadline take", () => {
    const shown = verdictTables({ ...findings, claims: [refuted], latencies }, plain);
    expect(lines(shown)).toContain("Interrupts without a deadline");
    expect(lines(shown)).toContainEqual(expect.stringMatching(/^ *audio +≈0\.333 ms +2 ms$/));
    expect(shown).not.toContain("disk");
    expect(shown).toContain("≈ rounded for print");
    expect(verdictTables({ ...findings, latencies: [] }, plain)).toBe(verdictTables(findings, plain));
  });

  it("say where there is nothing to prove", () => {
    const empty = { ...findings, verdict: "proved" as const, claims: [], warnings: [] };
    expect(verdictTables(empty, plain)).toBe("A system: PROVED (nothing to prove: no task has a deadline)");
  });
});
