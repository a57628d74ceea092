import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixedPriorityBlocking, withBlocking } from "../../../src/analysis/fixed-priority/blocking.ts";
import { task } from "../../../src/model/task.ts";

const base = { period: "100 ms", wcet: "10 ms" };

describe("fixedPriorityBlocking", () => {
  it("takes the longest section below on a resource whose ceiling reaches the task", () => {
    const tasks = [
      task({ ...base, name: "high", criticalSections: [{ resource: "a", length: "1 ms" }] }),
      task({ ...base, name: "middle" }),
      task({
        ...base,
        name: "low",
        criticalSections: [
          { resource: "a", length: "2 ms" },
          { resource: "b", length: "9 ms" },
        ],
      }),
      task({ ...base, name: "lowest", criticalSections: [{ resource: "b", length: "4 ms" }] }),
    ];
    const found = fixedPriorityBlocking(tasks).map(({ blocking, by, resource }) => [
      String(blocking),
      by,
      resource,
    ]);
    expect(found).toEqual([
      ["1/500 s", "low", "a"],
      ["1/500 s", "low", "a"],
      ["1/250 s", "lowest", "b"],
      ["0 s", null, null],
    ]);
  });

  it("adds the declared blocking to a non-preemptible section below, and ignores tasks without work", () => {
    const tasks = [
      task({ ...base, name: "high", blocking: "3 ms" }),
      task({ ...base, name: "low", nonPreemptible: "5 ms" }),
      task({ ...base, name: "idle", wcet: "0 ms", nonPreemptible: "50 ms" }),
    ];
    expect(fixedPriorityBlocking(tasks).map(({ blocking, by }) => [String(blocking), by])).toEqual([
      ["1/125 s", "low"],
      ["0 s", null],
      ["0 s", null],
    ]);
    expect(withBlocking(tasks).map(({ blocking }) => String(blocking))).toEqual(["1/125 s", "0 s", "0 s"]);
  });

  it("equals the definition, pair by pair", () => {
    const section = fc.record({
      resource: fc.constantFrom("a", "b", "c"),
      length: fc.integer({ min: 0, max: 9 }),
    });
    const drawn = fc.array(
      fc.record({
        sections: fc.array(section, { maxLength: 3 }),
        npr: fc.integer({ min: 0, max: 9 }),
        idle: fc.boolean(),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(drawn, (sets) => {
        const tasks = sets.map(({ sections, npr, idle }, index) =>
          task({
            name: `task${index}`,
            period: "100 s",
            wcet: idle ? "0 s" : "50 s",
            nonPreemptible: `${npr} s`,
            criticalSections: sections.map(({ resource, length }) => ({ resource, length: `${length} s` })),
          }),
        );
        const expected = sets.map((_, own) => {
          let longest = 0;
          for (const [other, { sections, npr, idle }] of sets.entries()) {
            if (other <= own || idle) continue;
            longest = Math.max(longest, npr);
            for (const { resource, length } of sections) {
              const reaches = sets.some(
                (user, at) => at <= own && user.sections.some((s) => s.resource === resource),
              );
              if (reaches) longest = Math.max(longest, length);
            }
          }
          return `${longest} s`;
        });
        expect(fixedPriorityBlocking(tasks).map(({ blocking }) => String(blocking))).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});
