import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Component, type Composed, compose } from "../../../src/analysis/interface/composition.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { task } from "../../../src/model/task.ts";
import { Duration } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

const leaf = (name: string, period: string, ...wcetsOf12ms: string[]): Component => ({
  name,
  scheduling: "edf",
  period: duration(period),
  tasks: wcetsOf12ms.map((wcet, index) => task({ name: `${name}${index}`, period: "12 ms", wcet })),
});

describe("compose", () => {
  it("makes tasks of the children's interfaces", () => {
    const parent: Component = {
      name: "parent",
      scheduling: "edf",
      period: duration("4 ms"),
      children: [
        leaf("one", "8 ms", "1 ms"),
        {
          name: "two",
          scheduling: "edf",
          period: duration("6 ms"),
          tasks: [
            task({ name: "x", period: "12 ms", wcet: "1 ms" }),
            task({ name: "y", period: "24 ms", wcet: "1 ms" }),
          ],
        },
      ],
    };
    const { root } = composed(parent);
    expect(root.children.map(({ chosen }) => chosen.budget)).toEqual([work("5/2 ms"), work("1 ms")]);
    expect(root.chosen.budget).toEqual(work("5/2 ms"));
    expect(root.utilization).toEqual(Rational.from("23/48"));
    expect(root.abstractionOverhead).toEqual(Rational.from("7/23"));
    expect(root.exact).toBe(true);
  });

  it("does not depend on the order of siblings, at any depth and with any mix of schedulers and models", () => {
    let feasible = 0;
    fc.assert(
      fc.property(trees(2), (tree) => {
        const forward = compose(tree);
        const backward = compose(reversed(tree));
        expect(backward.kind).toBe(forward.kind);
        if (forward.kind !== "composed" || backward.kind !== "composed") return;
        feasible += 1;
        expect(backward.root.chosen).toEqual(forward.root.chosen);
        expect(budgets(backward.root)).toEqual(budgets(forward.root));
      }),
      { numRuns: 2000 },
    );
    expect(feasible).toBeGreaterThan(200);
  });

  it("carries the switches of a child in its parent's demand", () => {
    const child = { ...leaf("child", "3 ms", "1 ms"), overhead: work("0.5 ms") };
    const parent = (inside: Component): Component => ({
      name: "parent",
      scheduling: "deadline-monotonic",
      period: duration("1 ms"),
      children: [inside],
    });
    const dear = composed(parent(child)).root;
    const free = composed(parent(leaf("child", "3 ms", "1 ms"))).root;
    expect(dear.utilization.minus(free.utilization)).toEqual(Rational.from("1/6"));
    expect(free.bandwidth.lessThan(dear.bandwidth)).toBe(true);
  });

  it("chooses the cheapest of candidate periods", () => {
    const candidates = ["6 ms", "4 ms", "2 ms"].map((text) => duration(text));
    const { root } = composed({ ...leaf("vm", "1 ms", "3 ms"), period: candidates });
    expect(root.period).toEqual(duration("2 ms"));
    expect(root.curve).toHaveLength(3);
  });

  it("lies between tight and periodic interfaces with deadlines in between, and is periodic with the whole period", () => {
    let between = 0;
    fc.assert(
      fc.property(
        tinyTaskSets({ maxTasks: 2, load: "at-most-one" }),
        fc.integer({ min: 1, max: 8 }),
        (ticks, due) => {
          const period = new Duration(Rational.of(4n));
          const tasks = asTasks(
            ticks.map((each) => ({ ...each, period: each.period * 5n, deadline: each.deadline * 5n })),
          );
          const base = { name: "vm", scheduling: "edf" as const, period, tasks };
          const deadline = new Duration(Rational.of(BigInt(due), 2n));
          const [tight, edp, whole, periodic] = [
            compose({ ...base, model: "edp-tight" }),
            compose({ ...base, model: "edp", deadline }),
            compose({ ...base, model: "edp", deadline: period }),
            compose(base),
          ].map((each) => (each.kind === "composed" ? each.root.chosen : null));
          expect(whole).toEqual(periodic);
          if (!edp || !tight || !periodic) return;
          expect(edp.bandwidth.atMost(periodic.bandwidth)).toBe(true);
          expect(tight.bandwidth.atMost(edp.bandwidth)).toBe(true);
          if (edp.bandwidth.lessThan(periodic.bandwidth)) between += 1;
        },
      ),
      { numRuns: 300 },
    );
    expect(between).toBeGreaterThan(50);
  });

  it("refuses a deadline that contradicts its model or its period", () => {
    const base = leaf("vm", "8 ms", "1 ms");
    const deadline = duration("9 ms");
    expect(() => compose({ ...base, model: "edp" })).toThrow(
      "vm: an edp interface needs the deadline of its budgets",
    );
    expect(() => compose({ ...base, deadline })).toThrow("vm: only an edp interface has a deadline to give");
    expect(() => compose({ ...base, model: "edp", deadline })).toThrow(
      /the deadline of .* exceeds the period of/,
    );
  });

  it("says which component is stuck", () => {
    const tight = {
      ...leaf("tight", "8 ms"),
      tasks: [task({ name: "t", period: "9 ms", wcet: "5 ms", deadline: "4 ms" })],
    };
    const tree: Component = {
      name: "root",
      scheduling: "edf",
      period: duration("1 ms"),
      children: [
        leaf("fine", "1 ms", "1 ms"),
        { name: "middle", scheduling: "edf", period: duration("2 ms"), children: [tight] },
      ],
    };
    expect(compose(tree)).toMatchObject({ kind: "stuck", path: ["root", "middle", "tight"] });
  });

  it("refuses a component with nothing inside", () => {
    const hollow: Component = { name: "hollow", scheduling: "edf", period: duration("1 ms"), children: [] };
    expect(() => compose(hollow)).toThrow(InputError);
  });
});

function trees(depth: number): fc.Arbitrary<Component> {
  const choice = fc.record({
    period: fc.integer({ min: 1, max: 6 }).map((ticks) => new Duration(Rational.of(BigInt(ticks), 2n))),
    model: fc.constantFrom("periodic" as const, "edp-tight" as const),
  });
  const leaves = fc
    .tuple(
      choice,
      fc.constantFrom("edf" as const, "rate-monotonic" as const),
      tinyTaskSets({ maxTasks: 2, load: "at-most-one" }),
    )
    .map(([chosen, scheduling, ticks]): Component => {
      const light = ticks.map((each) => ({
        ...each,
        period: each.period * 5n,
        deadline: each.deadline * 5n,
      }));
      return { ...chosen, name: "leaf", scheduling, tasks: asTasks(light) };
    });
  if (depth === 0) return leaves;
  const composites = fc
    .tuple(
      choice,
      fc.constantFrom("edf" as const, "deadline-monotonic" as const),
      fc.array(trees(depth - 1), { minLength: 1, maxLength: 3 }),
    )
    .map(
      ([chosen, scheduling, children]): Component => ({ ...chosen, name: "composite", scheduling, children }),
    );
  return depth === 2 ? composites : fc.oneof(leaves, composites);
}

function reversed(component: Component): Component {
  if (!("children" in component)) return component;
  return { ...component, children: component.children.map(reversed).reverse() };
}

/** All budgets of a tree as text, in no order. */
function budgets({ chosen, children }: Composed): string[] {
  return [chosen.budget.toString(), ...children.flatMap(budgets)].sort();
}

function composed(component: Component): { readonly root: Composed } {
  const composition = compose(component);
  if (composition.kind === "stuck") throw new Error(`stuck at ${composition.path.join(" / ")}`);
  return composition;
}
