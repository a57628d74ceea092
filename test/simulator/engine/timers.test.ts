import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import type { Specification } from "../../../src/simulator/engine/specification.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";
import { smallSpecifications } from "../../generate/arbitrary/simulation.ts";

const quiet: Specification = { cores: [{ kind: "fixed-priority", children: [] }] };

/** When two actors were told, as [actor, time], by what each does when it is told the first time. */
function told(react: (set: (actor: number, time: number) => void, actor: number) => void): number[][] {
  const { engine, timers } = buildEngine(quiet, { timers: { tick: 2 } });
  const log: number[][] = [];
  for (const actor of [0, 1]) {
    let calls = 0;
    engine.attach(timers.tick + actor, {
      core: -1,
      fire: (now) => {
        log.push([actor, now]);
        if (calls++ === 0) react((other, time) => engine.setTimer(timers.tick + other, time), actor);
      },
    });
  }
  engine.setTimer(timers.tick, 5);
  engine.run(100);
  return log;
}

describe("a timer that fires", () => {
  it("is off, unless its actor sets it", () => {
    expect(told(() => {})).toEqual([[0, 5]]);
  });

  it("may be set again, also to the same instant and back to never", () => {
    expect(told((set) => set(0, 9))).toEqual([
      [0, 5],
      [0, 9],
    ]);
    expect(told((set) => set(0, 5))).toEqual([
      [0, 5],
      [0, 5],
    ]);
    const never = told((set) => {
      set(0, 9);
      set(0, Number.POSITIVE_INFINITY);
    });
    expect(never).toEqual([[0, 5]]);
  });

  it("stays off when its actor sets another", () => {
    const both = told((set, actor) => {
      if (actor === 0) set(1, 5);
      else set(0, 7);
    });
    expect(both).toEqual([
      [0, 5],
      [1, 5],
      [0, 7],
    ]);
  });
});

describe("a choice", () => {
  it("stands until a scheduler asks for another: asking at every tick changes nothing", () => {
    fc.assert(
      fc.property(smallSpecifications(), (specification) => {
        expect(traceOf(specification, true)).toEqual(traceOf(specification, false));
      }),
      { numRuns: 1000 },
    );
  });
});

/** With `asking`, every core is asked to choose anew at every tick of time, after all else of the instant. */
function traceOf(specification: Specification, asking: boolean): unknown[] {
  const trace = new TraceRing(1 << 13);
  const { engine, timers } = buildEngine(specification, { trace, timers: { tick: 1 } });
  engine.attach(timers.tick, {
    core: -1,
    fire: (now) => {
      specification.cores.forEach((root, core) => {
        if (root !== null) engine.reconsider(core);
      });
      engine.setTimer(timers.tick, now + 1);
    },
  });
  if (asking) engine.setTimer(timers.tick, 0);
  engine.run(100);
  return [...trace.records()];
}
