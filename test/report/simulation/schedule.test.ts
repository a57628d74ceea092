import { describe, expect, it } from "vitest";
import { isLate, type Schedule, ScheduleReader } from "../../../src/report/simulation/schedule.ts";
import { CAST, END, RECORDS } from "./example.ts";

function schedule(from: number, to: number, records = RECORDS): Schedule {
  const reader = new ScheduleReader(CAST, from, to);
  for (const record of records) reader.take(record);
  return reader.close();
}

describe("ScheduleReader", () => {
  it("finds when each job ran, preempted or not", () => {
    const { jobs } = schedule(0, END);
    expect(
      jobs.map(({ task, job, pieces }) => [task, job, pieces.map(({ from, to }) => [from, to])]),
    ).toEqual([
      [0, 0, [[1, 3]]],
      [0, 1, [[11, 13]]],
      [0, 2, []],
      [
        1,
        0,
        [
          [3, 5],
          [13, 17],
        ],
      ],
      [
        2,
        0,
        [
          [7, 10],
          [18, 20],
        ],
      ],
    ]);
  });

  it("learns the deadline of a job with jitter from its response time", () => {
    const logger = schedule(0, END).jobs.find(({ task }) => task === 1)!;
    expect(logger.deadline).toBe(17 - 18 + 12);
    expect(isLate(logger, END)).toBe(true);
  });

  it("does not guess the deadline of one that has not ended", () => {
    const logger = schedule(0, 10).jobs.find(({ task }) => task === 1)!;
    expect(logger).toMatchObject({ end: null, deadline: null });
    expect(isLate(logger, 10)).toBe(false);
  });

  it("calls a pending job late once its deadline has come", () => {
    const pending = { task: 0, job: 0, release: 0, deadline: 10, pieces: [], end: null };
    expect([9, 10].map((now) => isLate(pending, now))).toEqual([false, true]);
  });

  it("cuts an interval out, with what was running and pending when it began", () => {
    const { jobs, bands, work } = schedule(4, 12);
    expect(jobs.map(({ task, job, release }) => [task, job, release])).toEqual([
      [0, 1, 10],
      [1, 0, 0],
      [2, 0, 0],
    ]);
    expect(jobs[1]!.pieces).toEqual([{ from: 4, to: 5 }]);
    expect(bands.map(({ vm, from, to }) => [vm, from, to])).toEqual([
      [0, 4, 5],
      [1, 6, 10],
      [0, 11, 12],
    ]);
    expect(work.map(({ from, to }) => [from, to])).toEqual([
      [5, 6],
      [10, 11],
    ]);
  });

  it("shows the service of interrupts, and what was lost", () => {
    const { raised, dropped, topHalves, served } = schedule(0, END);
    expect(raised.map(({ at }) => at)).toEqual([4, 12]);
    expect(dropped.map(({ at }) => at)).toEqual([12]);
    expect(topHalves).toEqual([{ source: 0, from: 5, to: 6 }]);
    expect(served).toEqual([{ source: 0, at: 7 }]);
  });

  it("takes up jobs whose release is lost", () => {
    const { jobs } = schedule(0, END, RECORDS.slice(7));
    expect(jobs.find(({ task }) => task === 1)).toMatchObject({
      job: 0,
      release: null,
      deadline: 11,
      end: 17,
    });
  });

  it("puts slots of a table where the records name the VM", () => {
    const slot = (time: number, value: number) => ({ time, kind: "slot", core: 0, vm: 1, subject: 7, value });
    const { slots } = schedule(0, END, [slot(2, 1), slot(6, 0), slot(12, 1)]);
    expect(slots.map(({ vm, from, to }) => [vm, from, to])).toEqual([
      [1, 2, 6],
      [1, 12, 20],
    ]);
  });

  it("refuses what would be a blur, without gathering it first", () => {
    const reader = new ScheduleReader(CAST, 0, 1e6);
    const release = (job: number) => ({ time: job, kind: "release", core: 0, vm: 0, subject: 0, value: job });
    const crowd = (): void => {
      for (let job = 0; job < 1e6; job++) reader.take(release(job));
    };
    expect(crowd).toThrow(/more than 2000 jobs, too many for a picture: narrow it/);
    const switches = new ScheduleReader(CAST, 0, 1e6);
    const work = (time: number) => ({ time, kind: "vmm", core: 0, vm: 0, subject: -1, value: 1 });
    const churn = (): void => {
      for (let time = 0; time < 1e6; time++) switches.take(work(time));
    };
    expect(churn).toThrow(/more than 20000 switches/);
  });
});
