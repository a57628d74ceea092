import { describe, expect, it } from "vitest";
import type { PhasingFigures } from "../../../src/report/simulation/run-data.ts";
import { statisticsToJson, sweepToJson } from "../../../src/report/simulation/statistics-json.ts";
import { statisticsText } from "../../../src/report/simulation/statistics-text.ts";
import { sweepText } from "../../../src/report/simulation/sweep-text.ts";
import { CAST, delaysOf, FIGURES, GOOD_FIGURES } from "./example.ts";
import { expectGolden } from "./golden.ts";

const PHASINGS: PhasingFigures[] = [
  { phasing: 0, offsets: [0, 0, 0], sourceOffsets: [0], figures: GOOD_FIGURES },
  {
    phasing: 1,
    offsets: [3, 0, 7],
    sourceOffsets: [null],
    figures: {
      ...GOOD_FIGURES,
      tasks: [
        { released: 2, responses: delaysOf(2, 5), mostJob: 1, misses: 0, preemptions: 0 },
        ...GOOD_FIGURES.tasks.slice(1),
      ],
    },
  },
  { phasing: 2, offsets: [1, 0, 2], sourceOffsets: [4], figures: FIGURES },
];

describe("the figures of a run", () => {
  it("are the golden text and document", () => {
    expectGolden("statistics.txt", `${statisticsText(CAST, FIGURES)}\n`);
    expectGolden("statistics.json", `${JSON.stringify(statisticsToJson(CAST, FIGURES, "0.0.0"), null, 2)}\n`);
  });

  it("never claim a proof", () => {
    const text = statisticsText(CAST, GOOD_FIGURES);
    expect(text).toContain("no counter-example found in 10 ms (seed 1)");
    expect(text).toContain("can refute but never prove");
    expect(text).not.toMatch(/proved|schedulable|feasible/i);
    expect(statisticsToJson(CAST, GOOD_FIGURES, "0.0.0")).toMatchObject({
      outcome: "no-counter-example-found",
    });
  });

  it("say when a run was interrupted", () => {
    const cut = { ...GOOD_FIGURES, horizon: 20_000, simulated: 20 };
    expect(statisticsText(CAST, cut)).toContain("interrupted: 10 s were asked for");
    expect(statisticsToJson(CAST, cut, "0.0.0")).toMatchObject({
      interrupted: true,
      horizon: "10000",
      simulated: "10",
    });
  });

  it("are exact strings", () => {
    const document = JSON.stringify(statisticsToJson(CAST, FIGURES, "0.0.0"));
    expect(document).toContain('"mean":"3/2"');
    expect(document.replace('"0.0.0"', "")).not.toMatch(/\d\.\d/);
  });
});

describe("a sweep", () => {
  it("gives the range of every figure and the phasing of the maximum", () => {
    expect(sweepToJson(CAST, PHASINGS, "0.0.0")).toMatchObject({
      outcome: "deadline-missed",
      phasings: 3,
      missingPhasings: [2],
      tasks: [
        { task: "control", min: { from: "1", to: "3/2" }, max: { from: "3/2", to: "5/2" }, maxPhasing: 1 },
        { task: "logger", max: { from: "9", to: "9" }, missed: { from: 0, to: 1 }, maxPhasing: 0 },
        { task: "shell", max: null, maxPhasing: null },
      ],
    });
  });

  it("tells the offsets of the phasings that matter", () => {
    const { offsets } = sweepToJson(CAST, PHASINGS, "0.0.0") as {
      offsets: { phasing: number; offsets: object[] }[];
    };
    expect(offsets.map(({ phasing }) => phasing)).toEqual([0, 1]);
    expect(offsets[1]!.offsets[0]).toEqual({ vm: "rtos", task: "control", offset: "3/2" });
    expect(offsets.map((each) => each.offsets[3])).toEqual([
      { source: "ethernet", offset: "0" },
      { source: "ethernet", offset: null },
    ]);
  });

  it("is the golden text", () => expectGolden("sweep.txt", `${sweepText(CAST, PHASINGS)}\n`));

  it("finds no counter-example where no phasing misses", () => {
    expect(sweepText(CAST, PHASINGS.slice(0, 2))).toContain(
      "no counter-example found in 2 phasings of 10 ms each",
    );
  });
});
