import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { synthesize } from "../../src/analysis/system/synthesize.ts";
import { verify } from "../../src/checker/verify.ts";
import { loadSystem } from "../../src/description/load-system.ts";
import { leastBudgets } from "../../src/evidence/least-budgets.ts";
import { guest } from "../../src/model/guest.ts";
import { periodicResource } from "../../src/model/supply.ts";
import { task } from "../../src/model/task.ts";
import { work } from "../../src/numeric/unit.ts";
import { aloneOn } from "../generate/arbitrary/supplied-guest.ts";
import { ROOT } from "../support/source-tree.ts";

describe("the evidence that budgets are the least", () => {
  it("proves a budget of 2 of 5 ms and refutes one microsecond less", () => {
    // By hand: b needs 4 ms by 28 ms, and the supply of (5, 2) gives 10 in 28 and exactly 4 in 13: not a tick is left over.
    const tasks = [
      task({ name: "a", wcet: "1 ms", period: "10 ms", deadline: "8 ms" }),
      task({ name: "b", wcet: "3 ms", period: "25 ms", deadline: "13 ms" }),
    ];
    const supply = periodicResource({ period: "5 ms", budget: "2 ms" });
    const found = leastBudgets(
      aloneOn(guest({ scheduling: "edf", tasks }), supply),
      [{ vm: "guest", unit: work("1 us") }],
      checkSystem,
    );
    expect(verify(found.certificate)).toMatchObject({ kind: "accepted", verdict: "proved" });
    expect(found.smaller).toHaveLength(1);
    const [less] = found.smaller;
    expect(less?.budget.equals(work("1999 us"))).toBe(true);
    expect(less?.verdict).not.toBe("proved");
    expect(verify(less?.certificate ?? "")).toMatchObject({ kind: "accepted", verdict: less?.verdict });
  });

  it.each(["contracts", "edf-servers"])("comes in pairs for the synthesized %s", async (name) => {
    const path = `fixtures/synthesis/${name}.yaml`;
    const { system } = await loadSystem(readFileSync(join(ROOT, path), "utf8"), path);
    const synthesis = synthesize(system, { grid: work("100 us") });
    if (synthesis.kind !== "chosen") throw new Error("nothing was chosen");
    const chosen = synthesis.vms.map(({ vm, chosen: { grid } }) => ({ vm, unit: grid }));
    const found = leastBudgets(synthesis.system, chosen, checkSystem);
    expect(verify(found.certificate)).toMatchObject({ kind: "accepted", verdict: "proved" });
    expect(found.smaller.map(({ vm }) => vm)).toEqual(chosen.map(({ vm }) => vm));
    for (const { verdict, certificate } of found.smaller) {
      expect(verdict).not.toBe("proved");
      expect(verify(certificate)).toMatchObject({ kind: "accepted", verdict });
    }
  });

  it("has nothing to take from a VM without a budget", () => {
    const one = aloneOn(
      guest({ scheduling: "edf", tasks: [task({ name: "a", wcet: "1 ms", period: "9 ms" })] }),
      {
        kind: "dedicated",
      },
    );
    expect(leastBudgets(one, [{ vm: "guest", unit: null }], checkSystem).smaller).toEqual([]);
  });
});
