import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { figure, figurePath } from "./figures.ts";
import { BOARDS, bareMetal, idleGuest, SECTIONS } from "./kvm-arm.ts";

/*
 * M. A. Arroyo, J. Lam: Real-Time Virtualization, Columbia University. Only orders and ratios are claimed: the lengths
 * behind them are fitted, as docs/reproductions/kvm-arm.md says number by number.
 */

describe("idle guests (Table II)", () => {
  const found = BOARDS.map((board) => ({ ...board, ...idleGuest(board) }));
  const [oneToOne, twoGuests, threeHosts, cubieboard] = found.map(({ most }) => most);

  it("stand in the order that was measured", () => {
    expect(cubieboard!).toBeGreaterThan(oneToOne!);
    expect(oneToOne!).toBeGreaterThan(twoGuests!);
    expect(twoGuests!).toBeGreaterThan(threeHosts!);
  });

  it("are roughly halved by three host cores", () => {
    expect(oneToOne! / threeHosts!).toBeGreaterThan(2);
    expect(oneToOne! / threeHosts!).toBeLessThan(2.6);
  });

  it("are within a tenth of four measurements, from two fitted numbers", () => {
    for (const { most, measured } of found) expect(Math.abs(most / measured - 1)).toBeLessThan(0.1);
  });

  it("are rare: the mean stays below the 160 µs that the report gives", () => {
    for (const { mean } of found) expect(mean).toBeLessThan(160);
  });

  it("do not support the report's own conclusion of less than a millisecond", () => {
    for (const { most } of found) expect(most).toBeGreaterThan(1_000);
  });
});

it("a patched kernel has a third of the mainline's latency (Table I)", () => {
  const ratio = bareMetal(SECTIONS.mainline).most / bareMetal(SECTIONS.patched).most;
  expect(ratio).toBeGreaterThan(2.5);
  expect(ratio).toBeLessThan(3.5);
});

it("the figure is what the simulation gives", () => {
  expect(readFileSync(figurePath("kvm-arm"), "utf8")).toBe(figure("kvm-arm"));
});
