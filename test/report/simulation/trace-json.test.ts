import { describe, expect, it } from "vitest";
import { Rational } from "../../../src/numeric/rational.ts";
import type { RunRecord } from "../../../src/report/simulation/run-data.ts";
import { ChromeTrace } from "../../../src/report/simulation/trace-json.ts";
import { CAST, END, RECORDS } from "./example.ts";
import { expectGolden } from "./golden.ts";

interface TraceEvent {
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly name: string;
  readonly args?: Record<string, unknown>;
}

function written(records: readonly RunRecord[], from = 0, to = END, cast = CAST): string {
  const trace = new ChromeTrace(cast, from);
  const body = records.filter(({ time }) => time <= to).map((record) => trace.text(record));
  return trace.head() + body.join("") + trace.tail(to);
}

function eventsOf(text: string): TraceEvent[] {
  return JSON.parse(text).traceEvents;
}

/** The slices of each thread as [path, from, to], checked to nest. */
function slices(events: readonly TraceEvent[]): Map<string, [string, number, number][]> {
  const found = new Map<string, [string, number, number][]>();
  const open = new Map<string, { name: string; ts: number }[]>();
  for (const { ph, pid, tid, ts, name } of events) {
    const key = `${pid}/${tid}`;
    const stack = open.get(key) ?? [];
    open.set(key, stack);
    if (ph === "B") stack.push({ name, ts });
    if (ph !== "E") continue;
    const path = stack.map((each) => each.name).join(" > ");
    const begun = stack.pop();
    expect(begun?.name).toBe(name);
    found.set(key, [...(found.get(key) ?? []), [path, begun!.ts, ts]]);
  }
  for (const stack of open.values()) expect(stack).toEqual([]);
  return found;
}

describe("the trace for Chrome and Perfetto", () => {
  it("is the golden document", () => expectGolden("trace.json", written(RECORDS)));

  it("is in order of time, and everything that begins ends", () => {
    const events = eventsOf(written(RECORDS)).filter(({ ph }) => ph !== "M");
    expect(events.map(({ ts }) => ts)).toEqual(events.map(({ ts }) => ts).sort((a, b) => a - b));
    slices(events);
  });

  it("nests tasks in VMs on the core, with the VMM's own work between", () => {
    const core = slices(eventsOf(written(RECORDS))).get("1/1");
    expect(core).toEqual([
      ["VMM", 0, 500],
      ["rtos > control", 500, 1500],
      ["rtos > logger", 1500, 2500],
      ["rtos", 500, 2500],
      ["VMM", 2500, 3000],
      ["linux > shell", 3500, 5000],
      ["linux", 3000, 5000],
      ["VMM", 5000, 5500],
      ["rtos > control", 5500, 6500],
      ["rtos > logger", 6500, 8500],
      ["rtos", 5500, 8500],
      ["VMM", 8500, 9000],
      ["linux > shell", 9000, 10000],
      ["linux", 9000, 10000],
    ]);
  });

  it("has a process per VM, a thread per task and per interrupt, and marks what happens at an instant", () => {
    const events = eventsOf(written(RECORDS));
    const names = events.filter(({ name }) => name === "process_name" || name === "thread_name");
    expect(names.map(({ args }) => args?.["name"])).toEqual([
      "VMM",
      "core 0",
      "VM rtos",
      "VM linux",
      "control",
      "logger",
      "shell",
      "interrupt ethernet",
    ]);
    const instants = events.filter(({ ph }) => ph === "i");
    expect(instants.filter(({ name }) => name === "release")).toHaveLength(5);
    expect(instants.filter(({ name }) => name === "miss")).toMatchObject([
      { ts: 8500, args: { late: "3000 us" } },
    ]);
    expect(instants.filter(({ name }) => name === "raise" || name === "drop")).toHaveLength(3);
  });

  it("opens at the start of an interval what has been running since before", () => {
    const found = slices(eventsOf(written(RECORDS, 4, 12)));
    expect(found.get("1/1")?.slice(0, 2)).toEqual([
      ["rtos > logger", 2000, 2500],
      ["rtos", 2000, 2500],
    ]);
    expect(found.get("1/1")?.at(-1)).toEqual(["rtos", 5500, 6000]);
  });

  it("joins work of the VMM that queues up", () => {
    const work = (time: number, value: number) => ({ time, kind: "vmm", core: 0, vm: 0, subject: -1, value });
    expect(slices(eventsOf(written([work(2, 4), work(3, 1), work(7, 2)]))).get("1/1")).toEqual([
      ["VMM", 1000, 3500],
      ["VMM", 3500, 4500],
    ]);
  });

  it("writes microseconds with every decimal", () => {
    const cast = { ...CAST, tick: Rational.of(1n, 3_200_000_000n) };
    const release = { time: 1, kind: "release", core: 0, vm: 0, subject: 0, value: 0 };
    expect(written([release], 0, 1, cast)).toContain('"ts":0.0003125,');
  });
});
