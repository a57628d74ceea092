import { describe, expect, it } from "vitest";
import { loadSystem } from "../../../src/description/load-system.ts";
import type { System } from "../../../src/model/system.ts";
import type { SimulationResult } from "../../../src/simulator/system/observation.ts";
import { simulate } from "../../../src/simulator/system/simulate.ts";
import { inMs } from "../../support/findings.ts";
import { renderYaml } from "../../support/render-yaml.ts";

const read = async (text: string): Promise<System> => (await loadSystem(text, "described.yaml")).system;

/** A flood for `b`, which has every second turn of 20 ms. */
const flooded = (mask: string): Promise<System> =>
  read(`
system: flooded
vmm: { policy: tdma, frame: 40 ms, windows: [{ vm: a, start: 0 ms, length: 20 ms }, { vm: b, start: 20 ms, length: 20 ms }] }
vms: { a: { scheduling: best-effort }, b: { scheduling: best-effort } }
interrupts:
  card: { target: b, arrivals: { minSeparation: 1 ms }, ring: 16, topHalf: 100 us, bottomHalf: 300 us${mask} }
`);

describe("a described mask", () => {
  const seen = async (mask: string): Promise<SimulationResult["sources"][number]> =>
    simulate(await flooded(mask), { horizon: "400 ms" }).sources[0]!;

  it("of each kind makes something else of one flood", async () => {
    const masks = [
      "",
      ", mask: { kind: until-empty }",
      ", mask: { kind: watermark, high: 8, low: 2 }",
      ", mask: { kind: block, high: 8, length: 6 ms }",
      ", mask: { kind: rate, count: 3, window: 10 ms }",
    ];
    const all = await Promise.all(masks.map(seen));
    expect(new Set(all.map(({ interrupts, lost }) => `${interrupts} ${lost}`)).size).toBe(masks.length);
    expect(await seen(", mask: { kind: in-service }")).toEqual(all[0]);
  });

  it("spares interrupts: all that come until none waits are taken along with the first", async () => {
    const [each, drained] = [await seen(""), await seen(", mask: { kind: until-empty }")];
    expect(each.interrupts).toBeGreaterThan(200);
    expect(drained.interrupts).toBeLessThan(each.interrupts / 1.5);
    expect(drained.raised).toBe(each.raised);
  });

  it("of a rate lets as many interrupts through in a window as it says", async () => {
    const { interrupts } = await seen(", mask: { kind: rate, count: 3, window: 10 ms }");
    expect(interrupts).toBeLessThanOrEqual(3 * 40);
    expect(interrupts).toBeGreaterThan(20);
  });
});

describe("a described kernel", () => {
  const phone = (linux: string): Promise<System> =>
    read(`
system: phone
vmm: { policy: tdma, frame: 40 ms, windows: [{ vm: rtos, start: 0 ms, length: 20 ms }, { vm: linux, start: 20 ms, length: 20 ms }] }
vms:
  rtos: { scheduling: best-effort }
  linux:
    scheduling: best-effort
    kernel: { tick: 10 ms, phase: 3 ms, ${linux}, sleepers: { app: { sleep: 10 ms, extraTicks: 1, work: 2.4 ms } } }
`);
  const greatest = ({ kernels }: SimulationResult): string =>
    inMs(kernels[0]?.sleepers[0]?.elapsed?.greatest);

  it("sleeps as the paper on MobiVMM measured where ticks are lost, and less where they are not", async () => {
    const run = async (linux: string) => simulate(await phone(linux), { horizon: "40 s" });
    const lost = await run("missedTicks: lost, idle: spins");
    // 40 ms for two ticks, less the work before the call.
    expect(greatest(lost)).toBe("188/5");
    expect([lost.kernels[0]?.ticks, lost.kernels[0]?.lost]).toEqual([2000, 2000]);
    const kept = await run("missedTicks: caught-up, idle: spins");
    expect([kept.kernels[0]?.ticks, kept.kernels[0]?.lost]).toEqual([4000, 0]);
    // Called at 35.4 ms, after the last tick of a window: those at 43 and 53 ms come at 60 ms.
    expect(greatest(kept)).toBe("123/5");
  });

  it("takes the core all the time or gives it back, as it says", async () => {
    const supplied = async (idle: string): Promise<string> => {
      const { vms } = simulate(await phone(`missedTicks: coalesced, idle: ${idle}`), { horizon: "400 ms" });
      return inMs(vms.find(({ vm }) => vm === "linux")?.supplied);
    };
    expect(await supplied("spins")).toBe("200");
    expect(Number(await supplied("yields"))).toBeLessThan(60);
  });

  it("is written out as it was read", async () => {
    const system = await phone("missedTicks: lost, tickCost: 5 us, idle: spins");
    expect(await read(renderYaml(system))).toEqual(system);
  });
});
