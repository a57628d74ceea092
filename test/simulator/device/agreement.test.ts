import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  DeviceSpec,
  MaskSpec,
  NoticeSpec,
  ShaperSpec,
} from "../../../src/simulator/device/specification.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";
import { buildMachine } from "../../../src/simulator/guest/machine.ts";
import { naiveDevices, type SmallMachine } from "./naive-devices.ts";

const HORIZON = 200;

const masks: fc.Arbitrary<MaskSpec> = fc.oneof(
  fc.constant<MaskSpec>({ kind: "in-service" }),
  fc.constant<MaskSpec>({ kind: "poll" }),
  fc
    .tuple(fc.integer({ min: 2, max: 4 }), fc.nat({ max: 1 }))
    .map(([high, low]): MaskSpec => ({ kind: "watermark", high, low })),
  fc
    .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 30 }))
    .map(([high, length]): MaskSpec => ({ kind: "block", high, length })),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 40 }))
    .map(([count, window]): MaskSpec => ({ kind: "rate", count, window })),
);

const shapers: fc.Arbitrary<Omit<ShaperSpec, "excess">> = fc
  .record({
    minDistance: fc.integer({ min: 1, max: 20 }),
    bucket: fc.record({ capacity: fc.integer({ min: 1, max: 4 }), refill: fc.integer({ min: 1, max: 30 }) }),
    parts: fc.constantFrom("distance" as const, "bucket" as const, "both" as const),
  })
  .map(({ minDistance, bucket, parts }) => ({
    ...(parts === "bucket" ? {} : { minDistance }),
    ...(parts === "distance" ? {} : { bucket }),
  }));

const deliveries: fc.Arbitrary<DeviceSpec["delivery"]> = fc.oneof(
  fc.constantFrom<DeviceSpec["delivery"]>({ kind: "when-scheduled" }, { kind: "seizing" }),
  fc
    .tuple(fc.constantFrom("immediate" as const, "immediate-seizing" as const), fc.nat({ max: 2 }))
    .map(([kind, detour]) => ({ kind, detour })),
);

/** A monitored delivery has a shaper that defers, and no other delivery has one. */
const shapedDeliveries: fc.Arbitrary<Pick<DeviceSpec, "delivery" | "shaper">> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ delivery: deliveries }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(deliveries, shapers, fc.constantFrom("drop" as const, "hold" as const))
      .map(([delivery, shaper, excess]) => ({ delivery, shaper: { ...shaper, excess } })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat({ max: 2 }), shapers).map(([detour, shaper]) => ({
      delivery: { kind: "monitored" as const, detour },
      shaper: { ...shaper, excess: "defer" as const },
    })),
  },
);

const device = (vms: readonly string[]): fc.Arbitrary<Omit<DeviceSpec, "name">> =>
  fc
    .record({
      times: fc
        .array(fc.nat({ max: HORIZON }), { maxLength: 25 })
        .map((times) => times.sort((a, b) => a - b)),
      vm: fc.constantFrom(...vms),
      shaped: shapedDeliveries,
      mask: masks,
      notice: fc.oneof(
        { weight: 3, arbitrary: fc.constant({ kind: "interrupt" as const }) },
        fc
          .record({ delay: fc.integer({ min: 1, max: 20 }), count: fc.integer({ min: 1, max: 4 }) })
          .map(({ delay, count }) => ({ kind: "batch" as const, delay, ...(count > 3 ? {} : { count }) })),
        fc
          .record({ period: fc.integer({ min: 1, max: 20 }), look: fc.nat({ max: 2 }) })
          .map((poll) => ({ kind: "poll" as const, ...poll })),
      ),
      topHalf: fc.integer({ min: 1, max: 4 }),
      bottomHalf: fc.integer({ min: 1, max: 9 }),
      injection: fc.nat({ max: 2 }),
      exits: fc.nat({ max: 2 }),
      ring: fc.integer({ min: 4, max: 8 }),
    })
    .map(({ times, vm, exits, notice, mask, shaped, ...rest }) => ({
      ...rest,
      ...shaped,
      core: 0,
      arrivals: { kind: "trace", times },
      routing: { kind: "dedicated", vm },
      controller: { exits, exitCost: 1 },
      notice,
      mask: maskBeside(notice, mask),
    }));

function maskBeside(notice: NoticeSpec, mask: MaskSpec): MaskSpec {
  if (notice.kind === "poll" && notice.look !== 0) return { kind: "in-service" };
  return mask.kind === "watermark" && notice.kind !== "interrupt" ? { kind: "poll" } : mask;
}

const machines: fc.Arbitrary<SmallMachine> = fc
  .record({
    vms: fc.array(fc.record({ spins: fc.boolean(), ticks: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 2,
      maxLength: 3,
    }),
    tick: fc.integer({ min: 2, max: 10 }),
    seizedUntil: fc.constantFrom("tick" as const, "quantum" as const),
    afterwards: fc.constantFrom("round-robin" as const, "victim" as const),
  })
  .chain(({ vms, tick, seizedUntil, afterwards }) =>
    fc.array(device(vms.map((_, index) => `vm${index}`)), { minLength: 1, maxLength: 3 }).map((devices) => ({
      vms: vms.map(({ spins, ticks }, index) => ({ name: `vm${index}`, spins, quantum: ticks * tick })),
      turns: { tick, seizedUntil, afterwards },
      devices: devices.map((each, index) => ({ ...each, name: `device${index}` })),
    })),
  );

function engineRun({ vms, turns, devices }: SmallMachine, cuts: readonly number[] = []) {
  const trace = new TraceRing(1 << 12);
  const machine = buildMachine(
    {
      cores: [
        {
          kind: "round-robin",
          quanta: vms.map(({ quantum }) => quantum),
          ticked: turns,
          children: vms.map(({ name }) => ({
            kind: "vm",
            name,
            child: { kind: "fixed-priority", children: [] },
          })),
        },
      ],
    },
    {
      devices,
      kernels: vms.flatMap(({ name, spins }) =>
        spins ? [{ vm: name, tick: 10 * HORIZON, phase: HORIZON, ticks: "lost", idle: "spins" }] : [],
      ),
    },
    { trace },
  );
  for (const cut of [...cuts].sort((a, b) => a - b)) machine.engine.run(cut);
  machine.engine.run(HORIZON);
  const { engine } = machine;
  return {
    seen: {
      devices: machine.devices.map(({ arrived, refused, dropped, interrupts, latency }) => ({
        arrived,
        refused,
        dropped,
        interrupts,
        count: latency.count,
        total: latency.total,
        least: latency.least,
        most: latency.most,
      })),
      supplied: vms.map((_, vm) => engine.vms.suppliedBy(vm, HORIZON)),
    },
    trace: [...trace.records()],
  };
}

describe("devices under ticked round robin", () => {
  it("do what a one-step-per-tick simulation does", () => {
    fc.assert(
      fc.property(machines, (machine) => {
        const naive = naiveDevices(machine, HORIZON);
        expect(engineRun(machine).seen).toEqual({
          devices: naive.devices.map(({ latencies, ...counts }) => ({
            ...counts,
            count: latencies.length,
            total: latencies.reduce((sum, each) => sum + each, 0),
            least: Math.min(...latencies),
            most: Math.max(-1, ...latencies),
          })),
          supplied: naive.supplied,
        });
      }),
      { numRuns: 3000 },
    );
  });

  it("do the same wherever a run is cut", () => {
    const cuts = fc.array(fc.nat({ max: HORIZON }), { maxLength: 5 });
    fc.assert(
      fc.property(machines, cuts, (machine, at) => {
        expect(engineRun(machine, at)).toEqual(engineRun(machine));
      }),
      { numRuns: 500 },
    );
  });
});
