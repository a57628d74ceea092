import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance, type Events, keeping, type Limit, most, mostClosed } from "../../src/checker/events.ts";
import { interruptedBase } from "../../src/checker/interrupted.ts";
import { type Notice, noticed, type Shaper } from "../../src/checker/notice.ts";
import { baseOf } from "../../src/checker/supply.ts";

const number = (min: number, max: number): fc.Arbitrary<bigint> =>
  fc.integer({ min, max }).map((value) => BigInt(value));

const limits: fc.Arbitrary<Limit[]> = fc.array(fc.record({ period: number(1, 12), jitter: number(0, 40) }), {
  minLength: 1,
  maxLength: 3,
});

const events: fc.Arbitrary<Events> = fc.oneof(
  fc.record({ capacity: number(1, 4), refill: number(1, 9) }),
  fc
    .record({ distance: number(0, 6), more: number(0, 6), jitter: number(0, 20) })
    .map(({ distance: apart, more, jitter }) => ({ period: apart + more + 1n, jitter, distance: apart })),
  limits.map(keeping),
);

const upTo = (end: number): bigint[] => Array.from({ length: end + 1 }, (_, index) => BigInt(index));
const least = (all: readonly bigint[]): bigint => all.reduce((a, b) => (a < b ? a : b));

describe("limits that are kept", () => {
  it("are the least of all, however they are written", () => {
    fc.assert(
      fc.property(limits, (all) => {
        const one = keeping(all);
        const wrong = upTo(60)
          .slice(1)
          .filter((t) => {
            const counts = all.map((each) => (t + each.jitter + each.period - 1n) / each.period);
            return most(one, t) !== least(counts) || mostClosed(one, t) !== most(one, t + 1n);
          });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("hold for the densest course: events at their least distances", () => {
    fc.assert(
      fc.property(events, (all) => {
        const course = upTo(12).map((n) => distance(all, n + 1n));
        for (const [first, start] of course.entries())
          for (const [last, end] of course.entries())
            if (last >= first) expect(end - start >= distance(all, BigInt(last - first) + 1n)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

const shapers: fc.Arbitrary<Shaper> = limits.map((all) => ({ limits: all.slice(0, 2), excess: "hold" }));

/** When each of these arrivals passes a shaper that holds, in order and as early as its limits allow. */
function held(arrivals: readonly bigint[], shaper: Shaper): bigint[] {
  const passed: bigint[] = [];
  for (const arrival of arrivals) {
    let at = arrival;
    for (const [index, earlier] of passed.entries()) {
      const apart = distance({ limits: shaper.limits }, BigInt(passed.length - index) + 1n);
      if (earlier + apart > at) at = earlier + apart;
    }
    passed.push(at);
  }
  return passed;
}

describe("what reaches the VMM", () => {
  it("waits in a shaper as long as the densest course shows, and passes within its bounds", () => {
    fc.assert(
      fc.property(events, shapers, (source, shaper) => {
        const told = noticed({ events: source, delivery: "immediate", shaper, notice: null, ring: null });
        const arrivals = upTo(60).map((n) => distance(source, n + 1n));
        const passed = held(arrivals, shaper);
        if (told.wait === null) return;
        const waits = passed.map((at, index) => at - (arrivals[index] as bigint));
        expect(waits.reduce((a, b) => (a > b ? a : b))).toBe(told.wait);
        for (const [index, at] of passed.entries())
          for (let next = index; next < passed.length && next < index + 8; next += 1)
            expect((passed[next] as bigint) - at >= distance(told.each, BigInt(next - index) + 1n)).toBe(
              true,
            );
      }),
      { numRuns: 200 },
    );
  });

  it("is raised no more often by coalescing than its limits say", () => {
    const coalescing = fc.record({ delay: number(1, 12), count: fc.option(number(2, 4)) });
    fc.assert(
      fc.property(events, coalescing, (source, { delay, count }) => {
        const notice: Notice = { kind: "coalesced", delay, count };
        const { raised } = noticed({
          events: source,
          delivery: "immediate",
          shaper: null,
          notice,
          ring: null,
        });
        const arrivals = upTo(40).map((n) => distance(source, n + 1n));
        const interrupts: bigint[] = [];
        for (let index = 0; index < arrivals.length; ) {
          const due = (arrivals[index] as bigint) + delay;
          const full = count === null ? undefined : arrivals[index + Number(count) - 1];
          const at = full !== undefined && full < due ? full : due;
          interrupts.push(at);
          const first = index;
          while (index < arrivals.length && (arrivals[index] as bigint) <= at) {
            index += 1;
            if (count !== null && index - first === Number(count)) break;
          }
        }
        const course = interrupts.slice(0, -1);
        for (const [first, start] of course.entries()) {
          const crowded = course.slice(first).filter((end, index) => {
            return BigInt(index) + 1n > mostClosed(raised, end - start);
          });
          expect(crowded).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("a supply that stands still at events", () => {
  const table = fc.record({ gap: number(1, 6), length: number(1, 6) }).map(({ gap, length }) => ({
    kind: "table" as const,
    frame: gap + length,
    windows: [{ start: 0n, end: length }],
  }));
  const stop = fc.record({ name: fc.constant("stop"), events, cost: number(1, 9) });

  it("gives what its definition says, turns only where it says so, and keeps to its line", () => {
    fc.assert(
      fc.property(table, fc.array(stop, { minLength: 1, maxLength: 2 }), (of, stops) => {
        const base = interruptedBase(baseOf(of), stops);
        const taken = (s: bigint): bigint =>
          stops.reduce((sum, { events: each, cost }) => sum + most(each, s) * cost, 0n);
        let [clock, turn, slope] = [0n, 0n, 0n];
        for (const t of upTo(120)) {
          if (t - taken(t) > clock) clock = t - taken(t);
          const given = base.least(t);
          const right = base.rate.n > 0n ? baseOf(of).least(clock) : 0n;
          if (given !== right || given * base.rate.d < base.rate.n * (t - base.delay))
            throw new Error(`${given} instead of ${right}, or below the line, at ${t}`);
          const rise = base.least(t + 1n) - given;
          if (t === turn) {
            slope = rise;
            turn = base.after(t) ?? t - 1n;
          }
          if (turn === t || rise !== slope) throw new Error(`a turn at ${t} is not told`);
        }
      }),
      { numRuns: 200 },
    );
  });
});
