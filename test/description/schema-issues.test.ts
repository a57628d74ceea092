import { describe, expect, it } from "vitest";
import { type SystemText, systemText } from "../../src/description/schema/system.ts";
import { checkForm } from "../../src/description/schema-issues.ts";

const TASK = { period: "40 ms", wcet: "3 ms" };
const vm = (more: object): object => ({ supply: "dedicated", scheduling: "edf", ...more });
const check = (vms: object): ReturnType<typeof checkForm<SystemText>> =>
  checkForm({ system: "X", vms }, systemText);

describe("checkForm", () => {
  it("passes what has the form", () => {
    expect(
      check({ a: vm({ tasks: { t: TASK } }), b: vm({ tasks: [{ name: "t", ...TASK }] }) }).mistakes,
    ).toEqual([]);
  });

  it("puts null where a mistake was found, and keeps the rest", () => {
    const { form, mistakes } = check({ a: vm({ tasks: { t: { ...TASK, wcet: [] }, u: TASK } }), b: 3 });
    expect(mistakes.map(({ path, part }) => [path.join("."), part])).toEqual([
      ["vms.a.tasks.t.wcet", "value"],
      ["vms.b", "value"],
    ]);
    expect(form).toEqual({
      system: "X",
      vms: { a: vm({ tasks: { t: { ...TASK, wcet: null }, u: TASK } }), b: null },
    });
  });

  it("takes a misspelt key for the one that it was meant for: one mistake, not two", () => {
    const { form, mistakes } = check({ a: vm({ tasks: { t: { period: "40 ms", wect: "3 ms" } } }) });
    expect(mistakes.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "unknown-key: unknown key `wect`: did you mean `wcet`?",
    ]);
    expect(form).toMatchObject({ vms: { a: { tasks: { t: { wcet: null } } } } });
  });

  it("judges the branch that was meant", () => {
    const message = (supply: unknown): string[] =>
      check({ a: vm({ supply }) }).mistakes.map((each) => each.message);
    expect(message({ kind: "periodic", period: "1 ms" })).toEqual([
      "`budget` is missing: write a time with a unit, such as `3 ms`",
    ]);
    expect(message({ kind: "servr" })).toEqual(["`servr` is no `kind`: did you mean `server`?"]);
    expect(message({})).toEqual([
      "`kind` is missing: write one of periodic, edp, bounded-delay, table, arinc653, server, leftover",
    ]);
    expect(message("dedicatd")).toEqual(["`dedicatd` is no `supply`: did you mean `dedicated`?"]);
    expect(message([])).toEqual([
      "`supply` is a list: write `dedicated`, `leftover` or a map such as `{ kind: periodic, period: 10 ms, budget: 3 ms }`",
    ]);
    expect(message({ kind: "leftover", of: { kind: "edp" }, load: {} })).toHaveLength(3);
  });
});
