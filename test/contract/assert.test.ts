import { describe, expect, it } from "vitest";
import { assert, present, unreachable } from "../../src/contract/assert.ts";
import { AssertionFailure, HyperboundError, InputError } from "../../src/contract/errors.ts";

describe("a fact that must hold", () => {
  it("passes where it does", () => {
    expect(() => assert(true, "one is one")).not.toThrow();
    expect(present(0, "a number")).toBe(0);
    expect(present("", "a text")).toBe("");
  });

  it("fails with the fact in words where it does not", () => {
    expect(() => assert(false, "one is two")).toThrow("this should always hold: one is two");
    expect(() => present(null, "a number")).toThrow("this should always be there: a number");
    expect(() => present(undefined, "a number")).toThrow(AssertionFailure);
    expect(() => unreachable({ kind: "new" } as never)).toThrow('unexpected kind: {"kind":"new"}');
  });
});

describe("the errors thrown on purpose", () => {
  it("bear literal names and share one base, but a bug is no user's mistake", () => {
    const [bug, mistake] = [new AssertionFailure("x"), new InputError("x")];
    expect([bug.name, mistake.name]).toEqual(["AssertionFailure", "InputError"]);
    expect(bug).toBeInstanceOf(HyperboundError);
    expect(mistake).toBeInstanceOf(HyperboundError);
    expect(bug).not.toBeInstanceOf(InputError);
  });
});
