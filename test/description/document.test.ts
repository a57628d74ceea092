import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/description/document.ts";

const mistakesOf = (text: string): string[] =>
  readDocument(text).mistakes.map(({ line, column, message }) => `${line}:${column}: ${message}`);

describe("readDocument", () => {
  it("keeps every number that is no safe integer as it was written", () => {
    const { tree } = readDocument("[ 1, -2, 0.1, 1e-3, .inf, 0x10, 9007199254740993, 1.0, '1', true, ~ ]");
    expect(tree).toEqual([1, -2, "0.1", "1e-3", ".inf", "0x10", "9007199254740993", "1.0", "1", true, null]);
  });

  it("reads JSON with tabs, YAML with a byte order mark and with Windows line ends", () => {
    expect(readDocument('{\n\t"a": [\n\t\t1\n\t]\n}').tree).toEqual({ a: [1] });
    expect(readDocument("\uFEFFa: 1\r\nb: 2\r\n").tree).toEqual({ a: 1, b: 2 });
  });

  it("follows aliases, as far as a description could need them", () => {
    expect(readDocument("a: &x { b: 1 }\nc: *x\n").tree).toEqual({ a: { b: 1 }, c: { b: 1 } });
    const levels = [..."bcdefghi"].map((name, index) => {
      const before = "abcdefgh"[index];
      return `${name}: &${name} [${Array(10).fill(`*${before}`).join(",")}]`;
    });
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${levels.join("\n")}`;
    expect(readDocument(bomb).tree).toBeUndefined();
    expect(mistakesOf(bomb).join()).toContain("aliases stand for more than 100000 values");
    expect(mistakesOf("a: &x [*x]")).toEqual(["1:8: the alias *x stands inside of what it stands for"]);
    expect(mistakesOf("a: *x")).toEqual(["1:4: no anchor &x stands before this alias"]);
  });

  it("takes the last anchor before an alias, and finds places behind it", () => {
    const text = "a: &x { p: 1 }\nb: &y { q: *x }\nc: &x { r: 2 }\nd: [*x, *y]\n";
    const { tree, locate } = readDocument(text);
    expect(tree).toEqual({ a: { p: 1 }, b: { q: { p: 1 } }, c: { r: 2 }, d: [{ r: 2 }, { q: { p: 1 } }] });
    expect(locate(["d", 0, "r"])).toEqual({ line: 3, column: 12 });
    expect(locate(["d", 1, "q", "p"])).toEqual({ line: 1, column: 12 });
  });

  it("tells of each of many cycles, and follows none", () => {
    // Each level holds all levels around it: followed to any depth, they stand for more values than there is memory.
    const depth = 30;
    const open = Array.from({ length: depth }, (_, at) => `&a${at} [${aliases(at)}`).join("");
    const started = performance.now();
    const mistakes = mistakesOf(`a: ${open}${"]".repeat(depth)}`);
    expect(mistakes).toHaveLength((depth * (depth - 1)) / 2);
    expect(mistakes[0]).toBe("1:14: the alias *a0 stands inside of what it stands for");
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it.each([
    ["a: 1\na: 2", "2:1: the key `a` is given twice: delete one of them"],
    ["1: a", "1:1: the key 1 is a number: write a name, such as `n1`"],
    ['"1": a', "1:1: the key 1 is a number: write a name, such as `n1`"],
    ["true: a", '1:1: the key true is not text: write "true"'],
    ["? [a]\n: b", "1:3: a key must be text"],
    ["'': a", "1:1: an empty key cannot be used as a name"],
    ["__proto__: a", "1:1: __proto__ cannot be used as a name"],
    ["a: !b c", "1:7: the tag !b has no meaning here: delete it"],
    ["a: 1\n---\nb: 1", "2:1: a second document starts here: one file describes one system"],
    ["a:\n\tb: 1", "2:1: a tab cannot indent YAML: use spaces"],
    ["%YAML 1.1\n---\na: yes", "1:1: descriptions are YAML 1.2: delete the %YAML line"],
    [`a: ${"[".repeat(200)}${"]".repeat(200)}`, "1:105: nested deeper than 100 levels"],
  ])("%j", (text, mistake) => {
    expect(mistakesOf(text)).toEqual([mistake]);
  });

  it("refuses hostile nesting and hostile size", () => {
    const maps = Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n");
    for (const text of [
      `a: ${"[".repeat(50_000)}`,
      "- ".repeat(20_000),
      "? ".repeat(20_000),
      maps,
      `${maps}\nb: 1`,
      "{a: ".repeat(9999),
    ]) {
      expect(mistakesOf(text).join()).toContain("nested deeper than 100 levels");
    }
    expect(mistakesOf("x".repeat(64 * 1024 * 1024 + 1)).join()).toContain("larger than 64 MiB");
  });

  it("locates values, keys, items, and what is around something missing", () => {
    const { locate } = readDocument(
      "vms:\n  rtos:\n    tasks:\n      - name: a\n      - { name: b, wcet: 3 ms }\n",
    );
    expect(locate(["vms", "rtos", "tasks", 1, "wcet"])).toEqual({ line: 5, column: 26 });
    expect(locate(["vms", "rtos", "tasks", 1, "wcet"], "key")).toEqual({ line: 5, column: 20 });
    expect(locate(["vms", "rtos", "tasks", "b", "wcet"])).toEqual({ line: 5, column: 26 });
    expect(locate(["vms", "rtos", "tasks", "b", "period"])).toEqual({ line: 5, column: 9 });
    expect(locate(["vms", "rtos", "core"], "key")).toEqual({ line: 2, column: 3 });
    expect(locate(["interrupts", "x"])).toEqual({ line: 1, column: 1 });
    expect(locate([])).toEqual({ line: 1, column: 1 });
  });
});

/** `*a0, *a1, …`, as many as told, each followed by a comma. */
function aliases(count: number): string {
  return Array.from({ length: count }, (_, at) => `*a${at},`).join("");
}
