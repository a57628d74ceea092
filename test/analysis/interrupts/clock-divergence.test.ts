import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockDiscipline, clockBound } from "../../../src/analysis/interrupts/clock-divergence.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { d } from "./question-cases.ts";

const percent = (value: number): Rational => Rational.of(BigInt(value), 100n);

describe("clockBound", () => {
  it("holds in every run of a clock that drifts, reads wrongly and is corrected as the model allows", () => {
    let nearest = 0;
    const step = fc.record({
      drift: fc.integer({ min: -1, max: 1 }),
      error: fc.integer({ min: -1, max: 1 }),
    });
    fc.assert(
      fc.property(
        fc.record({
          drift: fc.integer({ min: 0, max: 10 }),
          excess: fc.integer({ min: 0, max: 30 }),
          interval: fc.integer({ min: 1, max: 6 }),
          error: fc.integer({ min: 0, max: 80 }),
          behind: fc.integer({ min: 0, max: 100 }),
          ahead: fc.integer({ min: 0, max: 100 }),
        }),
        fc.array(step, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: -100, max: 100 }),
        (given, steps, begin) => {
          const slew = given.drift + given.excess;
          const bound = clockBound({
            drift: percent(given.drift),
            slew: percent(slew),
            interval: d(given.interval),
            readingError: d(given.error).times(percent(1)),
            threshold: { behind: d(given.behind).times(percent(1)), ahead: d(given.ahead).times(percent(1)) },
          })!;
          // In hundredths of a unit of time.
          const [least, most] = [bound.behind, bound.ahead].map(({ value }) =>
            value.times(Rational.of(100n)),
          );
          const [low, high] = [-Number(String(least)), Number(String(most))];
          let x = (begin * (begin < 0 ? -low : high)) / 100;
          let correction = 0;
          for (const [index, { drift, error }] of steps.entries()) {
            if (index % given.interval === 0) {
              const reading = x + error * given.error;
              const threshold = reading > 0 ? given.ahead : given.behind;
              correction = Math.abs(reading) > threshold ? -reading : 0;
            }
            const part = Math.max(-slew, Math.min(slew, correction));
            correction -= part;
            x += part + drift * given.drift;
            expect(x).toBeLessThanOrEqual(high + 1e-9);
            expect(x).toBeGreaterThanOrEqual(low - 1e-9);
            if (high > 0) nearest = Math.max(nearest, x / high);
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(nearest).toBeGreaterThan(0.99);
  });

  it("gives the numbers of crystals and of VirtualBox's time service", () => {
    const ppm50 = Rational.of(50n, 1_000_000n);
    const plain: ClockDiscipline = {
      drift: ppm50,
      slew: Rational.of(500n, 1_000_000n),
      interval: duration("10 s"),
      readingError: duration("0 s"),
    };
    expect(clockBound(plain)?.divergence).toEqual(duration("1 ms"));
    const service = clockBound({
      ...plain,
      threshold: { behind: duration("100 ms"), ahead: duration("200 ms") },
    });
    expect(service).toEqual({
      behind: duration("100.5 ms"),
      ahead: duration("200.5 ms"),
      divergence: duration("301 ms"),
    });
    expect(clockBound({ ...plain, latency: duration("10 s") })?.divergence).toEqual(duration("2 ms"));
    expect(clockBound({ ...plain, slew: Rational.of(49n, 1_000_000n) })).toBeNull();
    expect(() => clockBound({ ...plain, drift: Rational.of(-1n) })).toThrow(/at least 0/);
  });
});
