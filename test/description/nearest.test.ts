import { describe, expect, it } from "vitest";
import { didYouMean, nearest } from "../../src/description/nearest.ts";

const KEYS = ["period", "deadline", "wcet", "jitter", "us", "ms"];

describe("nearest", () => {
  it.each([
    ["dedline", "deadline"],
    ["Deadline", "deadline"],
    ["wect", "wcet"],
    ["perod", "period"],
    ["jittter", "jitter"],
    ["uss", "us"],
    ["m", "ms"],
  ])("%s is meant as %s", (word, meant) => {
    expect(nearest(word, KEYS)).toBe(meant);
  });

  it.each(["colour", "x", "", "deadlines and more"])("%s is meant as nothing known", (word) => {
    expect(nearest(word, KEYS)).toBeNull();
    expect(didYouMean(word, KEYS)).toBe("");
  });

  it("prefers the earlier of two that are equally near", () => {
    expect(nearest("as", ["us", "ms"])).toBe("us");
  });
});
