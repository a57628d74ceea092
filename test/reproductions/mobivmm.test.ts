import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AUDIO_PERIOD, figure, figurePath } from "./figures.ts";
import { curve, INTERVALS, mobivmm, worstPhase } from "./mobivmm.ts";

/*
 * S. Yoo, M. Park, C. Yoo: A Step to Support Real-time in Virtual Machine, CCNC 2009. The numbers of Table I are the
 * paper's. Its figures are images: what is asserted of them is the range and the order that the text states.
 */

const at = (interval: number): number => INTERVALS.indexOf(interval);

describe("Table I", () => {
  it("17.6 ms alone and 37.5 ms beside another guest, from one fitted number", () => {
    expect(Math.abs(mobivmm({ guests: 1 }).mean - 17.6)).toBeLessThan(0.2);
    expect(Math.abs(mobivmm({}).mean - 37.5)).toBeLessThan(0.2);
  });

  it("does not depend on the quantum, if ticks are lost", () => {
    for (const quantum of [10_000, 20_000, 40_000]) {
      expect(Math.abs(mobivmm({ quantum }).mean - 37.6)).toBeLessThan(0.2);
    }
  });

  it("comes out of no other choice that was tried", () => {
    const table = (choice: Parameters<typeof mobivmm>[0]): (number | string)[] =>
      [mobivmm({ ...choice, guests: 1 }), mobivmm(choice)].map(({ mean }) => mean.toFixed(1));
    expect(table({ extraTicks: 0 })).toEqual(["7.6", "17.6"]);
    expect(table({ guest: { idle: "yields" } })).toEqual(["17.6", "17.6"]);
    expect(table({ work: 0 })).toEqual(["20.0", "40.0"]);
    expect(table({ work: 5_000 })).toEqual(["15.0", "35.0"]);
    // Catching up fits Table I, but not a quantum of 10 ms (Figure 11).
    const caughtUp = { guest: { ticks: "caught-up" } } as const;
    expect(table(caughtUp)).toEqual(["17.6", "37.6"]);
    expect(mobivmm({ ...caughtUp, quantum: 10_000 }).mean).toBeLessThan(18);
  });
});

describe("Figure 8: network interrupts", () => {
  const means = curve({});

  it("range from about 40 to about 60 ms as pings get denser", () => {
    expect(means[0]!).toBeGreaterThan(37);
    for (const interval of [100_000, 50_000, 20_000]) {
      expect(means[at(interval)]!).toBeGreaterThan(37);
      expect(means[at(interval)]!).toBeLessThan(41);
    }
    expect(means[at(1_000)]!).toBeGreaterThan(55);
    expect(means[at(1_000)]!).toBeLessThan(66);
    for (let index = at(100_000); index < at(1_000); index++) {
      expect(means[index + 1]!).toBeGreaterThan(means[index]! - 1);
    }
  });

  it("recover at 0.5 ms, where the device is blocked", () => {
    expect(means[at(500)]!).toBeLessThan(means[at(1_000)]!);
    expect(means[at(500)]!).toBeLessThan(41);
    // Not without a mask that outlasts the service of an interrupt.
    expect(mobivmm({ ping: 500, mask: { kind: "in-service" } }).mean).toBeGreaterThan(41);
    expect(mobivmm({ ping: 500, mask: { kind: "block", high: 16, length: 10_000 } }).mean).toBeGreaterThan(
      50,
    );
    // A driver that polls until the ring is empty would recover too early.
    expect(mobivmm({ ping: 1_000, mask: { kind: "poll" } }).mean).toBeLessThan(41);
  });

  it("need the tick to go to the incoming guest, and the turns to go on", () => {
    const dense = (choice: Parameters<typeof mobivmm>[0]): number => mobivmm({ ...choice, ping: 1_000 }).mean;
    expect(dense({ seizedUntil: "quantum" })).toBeGreaterThan(70);
    expect(dense({ seizedUntil: "quantum", afterwards: "victim" })).toBeLessThan(50);
    expect(dense({ afterwards: "victim" })).toBeLessThan(30);
    expect(mobivmm({ tickAtSwitch: "outgoing", ping: 1_000 }).calls).toBe(0);
  });
});

describe("Figures 9 to 11: audio as well", () => {
  const network = curve({});
  const both = curve({ audioPeriod: AUDIO_PERIOD });
  const shorter = curve({ audioPeriod: AUDIO_PERIOD, quantum: 10_000 });

  it("overall the response grows", () => {
    for (let index = 0; index <= at(1_000); index++)
      expect(both[index]!).toBeGreaterThan(network[index]! - 1);
    expect(both[0]!).toBeGreaterThan(network[0]! + 5);
  });

  it("and falls at 0.5 ms, where no audio interrupt is left and the sound breaks", () => {
    expect(both[at(500)]!).toBeLessThan(both[at(1_000)]!);
    const [dense, denser] = [1_000, 500].map((ping) => mobivmm({ ping, audioPeriod: AUDIO_PERIOD }));
    expect(dense!.underruns).toBe(0);
    expect(dense!.interruptsPer10ms[1]!).toBeGreaterThan(0.8);
    expect(denser!.underruns).toBeGreaterThan(0);
    expect(denser!.interruptsPer10ms[1]!).toBeLessThan(0.01);
    expect(denser!.interruptsPer10ms[0]!).toBeLessThan(dense!.interruptsPer10ms[0]!);
  });

  it("a shorter quantum shortens the response", () => {
    for (let index = at(10_000); index <= at(1_000); index++) {
      expect(shorter[index]!).toBeLessThan(both[index]!);
    }
  });
});

describe("one interrupt per turn", () => {
  it("starves the real-time guest, if it comes each 30 ms just as its turn begins", () => {
    const { share, calls } = worstPhase(30_000);
    expect(share).toBeLessThan(0.003);
    expect(calls).toBe(0);
  });

  it("but not at other intervals, shorter ones included", () => {
    for (const period of [20_000, 25_000, 35_000, 40_000, 60_000]) {
      expect([period, worstPhase(period).share >= 0.21]).toEqual([period, true]);
    }
  });
});

it.each(["mobivmm-8", "mobivmm-9-11", "mobivmm-10"])("the figure %s is what the simulation gives", (name) => {
  expect(readFileSync(figurePath(name), "utf8")).toBe(figure(name));
});
