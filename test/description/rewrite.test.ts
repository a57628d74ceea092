import { describe, expect, it } from "vitest";
import { type Change, rewrite } from "../../src/description/rewrite.ts";
import { parseSeconds } from "../../src/numeric/unit.ts";

const at = (key: string): readonly string[] => ["vms", "a", "supply", key];
const time = (key: string, text: string): Change => ({
  kind: "time",
  path: at(key),
  seconds: parseSeconds(text),
});
const inBlock = (value: string): string =>
  `# top\nvms:\n  a:\n    supply:\n      budget:   ${value} # why\n  # end\n`;

describe("rewrite", () => {
  it.each([
    ["keeps the unit", "2 ms", "2500 us", "2.5 ms"],
    ["keeps another unit", "2000 us", "2.5 ms", "2500 us"],
    ["keeps a bare number bare", "2", "2.5 ms", "2.5"],
    ["writes an exact fraction", "2 ms", "39/14 ms", "39/14 ms"],
    ["keeps double quotes", '"2 ms"', "3 ms", '"3 ms"'],
    ["keeps single quotes", "'2 ms'", "3 ms", "'3 ms'"],
    ["writes an expression's value in the time unit", "2 * 1 us + 1 ms", "3 ms", "3 ms"],
  ])("%s", (_, written, chosen, expected) => {
    expect(rewrite(inBlock(written), [time("budget", chosen)], "ms")).toBe(inBlock(expected));
  });

  it("keeps Windows line ends", () => {
    const text = inBlock("2 ms").replaceAll("\n", "\r\n");
    expect(rewrite(text, [time("budget", "3 ms")], "ms")).toBe(text.replace("2 ms", "3 ms"));
  });

  it("keeps JSON JSON", () => {
    const text = '{ "vms": { "a": { "supply": { "budget": 2, "period": "10 ms" } } } }\n';
    const now = rewrite(text, [time("budget", "39/14 ms"), time("period", "11 ms")], "ms");
    expect(now).toBe('{ "vms": { "a": { "supply": { "budget": "39/14", "period": "11 ms" } } } }\n');
    expect(JSON.parse(now)).toBeDefined();
  });

  it("inserts a key before its sibling, in the style of the map, or leaves it out", () => {
    const insert: Change = {
      kind: "time",
      path: at("deadline"),
      seconds: parseSeconds("4 ms"),
      absent: { insertBefore: "budget" },
    };
    expect(rewrite(inBlock("2 ms"), [insert], "ms")).toBe(
      inBlock("2 ms").replace("budget:", "deadline: 4 ms\n      budget:"),
    );
    const flow = "vms: { a: { supply: { period: 10, budget: 2 } } } # x\n";
    expect(rewrite(flow, [insert], "ms")).toBe(
      "vms: { a: { supply: { period: 10, deadline: 4, budget: 2 } } } # x\n",
    );
    expect(rewrite(flow, [{ ...insert, absent: "leave" }], "ms")).toBe(flow);
    expect(() => rewrite(flow, [time("deadline", "4 ms")], "ms")).toThrow("cannot be put back");
  });

  it.each([
    ["an alias", "x: &b 2 ms\nvms: { a: { supply: { budget: *b } } }\n"],
    ["an anchor", "vms: { a: { supply: { budget: &b 2 ms } } }\n"],
    ["an alias further out", "s: &s { budget: 2 ms }\nvms: { a: { supply: *s } }\n"],
  ])("refuses %s", (_, text) => {
    expect(() => rewrite(text, [time("budget", "3 ms")], "ms")).toThrow(
      "vms.a.supply.budget cannot be put back into the file",
    );
  });

  it.each([
    [
      "lines",
      "w:\n  - { vm: a, start: 0 ms, length: 2 ms } # one\n  - { vm: b, start: 2 ms, length: 1 ms } # two\n# end\n",
      "w:\n  - { vm: a, start: 1 ms, length: 3 ms }\n  - { vm: b, start: 4 ms, length: 1.5 ms } # two\n# end\n",
    ],
    [
      "block maps",
      "w:\n- vm: a\n  start: 0\n  length: 2 # c\n# end\n",
      "w:\n- { vm: a, start: 1, length: 3 }\n- { vm: b, start: 4, length: 1.5 } # c\n# end\n",
    ],
    [
      "one line",
      "w: [{ vm: a, start: 0 ms, length: 2 ms }] # x\n",
      "w: [{ vm: a, start: 1 ms, length: 3 ms }, { vm: b, start: 4 ms, length: 1.5 ms }] # x\n",
    ],
    [
      "JSON",
      '{\n  "w": [\n    { "vm": "a", "start": 0, "length": 2 }\n  ]\n}\n',
      '{\n  "w": [\n    { "vm": "a", "start": 1, "length": 3 },\n    { "vm": "b", "start": 4, "length": 1.5 }\n  ]\n}\n',
    ],
  ])("writes windows as %s", (_, text, expected) => {
    const windows = [
      { vm: "a", start: parseSeconds("1 ms"), length: parseSeconds("3 ms") },
      { vm: "b", start: parseSeconds("4 ms"), length: parseSeconds("1500 us") },
    ];
    expect(rewrite(text, [{ kind: "windows", path: ["w"], windows }], "ms")).toBe(expected);
  });
});
