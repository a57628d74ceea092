import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  AdmissionJournal,
  journaledController,
  readJournal,
} from "../../../src/admission/journal/journal.ts";
import { JournalError } from "../../../src/admission/journal/journal-error.ts";
import { encodeRecord, recoverRecords, START } from "../../../src/admission/journal/records.ts";
import { admission, headerOf, releaseOf, replay } from "../../../src/admission/journal/replay.ts";
import { sourceFromRecord, sourceToRecord } from "../../../src/admission/journal/source-record.ts";
import type { InterruptSource, Mask } from "../../../src/model/interrupt.ts";
import type { System } from "../../../src/model/system.ts";
import { Dice, legal, ms, randomSource, randomSystem, us } from "../online/random-systems.ts";

const ENTRIES = 200;
const dice = new Dice(7);
const SYSTEM = randomSystem(dice);

interface LongJournal {
  readonly bytes: Buffer;
  readonly ends: readonly number[];
  readonly digests: readonly string[];
  readonly states: readonly (readonly InterruptSource[])[];
}

/** A journal with many changes; where each record ends, its digest, and what is admitted there. */
function longJournal(): LongJournal {
  let { line, digest } = encodeRecord(headerOf(SYSTEM), START);
  const lines = [line];
  const ends = [line.length];
  const digests = [digest];
  const states: InterruptSource[][] = [[]];
  const put = (payload: string, state: InterruptSource[]): void => {
    ({ line, digest } = encodeRecord(payload, digest));
    lines.push(line);
    ends.push((ends.at(-1) as number) + line.length);
    digests.push(digest);
    states.push(state);
  };
  for (let entry = 0; entry < ENTRIES; entry++) {
    const admitted = states.at(-1) as InterruptSource[];
    const [oldest] = admitted;
    if (oldest !== undefined && dice.roll(0, 2) === 0) put(releaseOf(oldest.name), admitted.slice(1));
    else {
      const source = legal(randomSource(dice, SYSTEM, `quelle ${entry} ü`));
      put(admission(source), [...admitted, source]);
    }
  }
  return { bytes: Buffer.concat(lines), ends, digests, states };
}

const JOURNAL = longJournal();
const show = (sources: readonly InterruptSource[]): string => JSON.stringify(sources.map(sourceToRecord));
const folder = (): string => mkdtempSync(join(tmpdir(), "hyperbound-"));

/** What a journal of these bytes is refused for. */
function refusal(bytes: Uint8Array, system: System = SYSTEM): JournalError {
  try {
    replay(bytes, system);
  } catch (error) {
    if (error instanceof JournalError) return error;
    throw error;
  }
  throw new Error("the journal was accepted");
}

describe("a journal of admissions", () => {
  it("recovers what was committed when it is cut at any byte", () => {
    const { bytes, ends, digests } = JOURNAL;
    let committed = -1;
    for (let cut = 0; cut <= bytes.length; cut++) {
      if (cut === ends[committed + 1]) committed += 1;
      const [length, digest] = committed < 0 ? [0, START] : [ends[committed]!, digests[committed]!];
      // Up to the record before the one that is cut nothing is different from the cuts in that one.
      const since = committed < 1 ? {} : { length: ends[committed - 1]!, digest: digests[committed - 1]! };
      const found = recoverRecords(bytes.subarray(0, cut), { length: 0, digest: START, ...since });
      expect(found).toMatchObject({ length, digest, damagedAt: null });
      expect(found.payloads.length).toBe(committed < 1 ? committed + 1 : 1);
    }
  });

  it("replays to the state after each record, whatever follows of the next", () => {
    const { bytes, ends, states } = JOURNAL;
    for (const [record, end] of ends.entries()) {
      if (record % 10 !== 0) continue;
      for (const more of [0, 1, 40, 64, 65, 66, (ends[record + 1] ?? end) - end - 1]) {
        const { admitted, length } = replay(bytes.subarray(0, end + Math.max(0, more)), SYSTEM);
        if (end + more < (ends[record + 1] ?? Number.POSITIVE_INFINITY)) expect(length).toBe(end);
        expect(show(admitted)).toBe(show(states[record]!));
      }
    }
  });

  it("notices a change of any byte, and says where", () => {
    const { bytes, ends, digests } = JOURNAL;
    const damaged = Buffer.from(bytes);
    let record = 0;
    for (let at = 0; at < bytes.length; at++) {
      while (at >= ends[record]!) record += 1;
      const length = record === 0 ? 0 : ends[record - 1]!;
      const digest = record === 0 ? START : digests[record - 1]!;
      for (const flip of [1, 0xff]) {
        damaged[at] = bytes[at]! ^ flip;
        expect(recoverRecords(damaged, { length, digest }).damagedAt).toBe(length);
      }
      damaged[at] = bytes[at]!;
    }
  });

  it("refuses a damaged journal, and keeps what is before the damage", () => {
    const { bytes, ends, states } = JOURNAL;
    for (let record = 0; record <= ENTRIES; record += 9) {
      const start = record === 0 ? 0 : ends[record - 1]!;
      for (const at of [start, start + 64, start + 70, ends[record]! - 1]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = bytes[at]! ^ 1;
        const { problem, at: where, intact } = refusal(damaged);
        expect([problem, where]).toEqual(["corrupted", start]);
        expect(show(intact)).toBe(record === 0 ? "[]" : show(states[record - 1]!));
      }
    }
  });

  it("notices records that were taken out, doubled or exchanged", () => {
    const { bytes, ends } = JOURNAL;
    const part = (n: number): Buffer => bytes.subarray(ends[n - 1], ends[n]);
    const head = bytes.subarray(0, ends[4]);
    for (const tail of [[part(6)], [part(5), part(5)], [part(6), part(5)]]) {
      const forged = Buffer.concat([head, ...tail]);
      expect(refusal(forged).problem).toBe("corrupted");
    }
  });

  it("refuses what is well-formed but cannot be", () => {
    const source = legal(randomSource(dice, SYSTEM, "a"));
    const written = (header: string, ...payloads: string[]): Buffer => {
      let previous = START;
      return Buffer.concat(
        [header, ...payloads].map((payload) => {
          const { line, digest } = encodeRecord(payload, previous);
          previous = digest;
          return line;
        }),
      );
    };
    const header = headerOf(SYSTEM);
    const cases: readonly [Buffer, string, RegExp][] = [
      [written(header, admission(source), admission(source)), "corrupted", /a is admitted twice/],
      [written(header, releaseOf("b")), "corrupted", /b is released but was never admitted/],
      [written(header, "{}"), "corrupted", /admits one source or releases one/],
      [written(header, '{"admit":{"name":"a"}}'), "corrupted", /undefined is none of/],
      [
        written(header, '{"admit":{"name":"a","weight":1}}'),
        "corrupted",
        /weight is not known to this version/,
      ],
      [written(header, "[1"), "corrupted", /JSON/],
      [
        written(header.replace('"version":1', '"version":2')),
        "other-version",
        /reads hyperbound-admission 1 only/,
      ],
      [written('{"format":"x","version":1,"system":"y"}'), "other-version", /the journal is x 1/],
      [written("hello"), "other-version", /no journal of admissions/],
      [written(headerOf({ ...SYSTEM, name: "another" })), "other-system", /belongs to another system/],
      [Buffer.from("any text"), "corrupted", /no journal/],
    ];
    for (const [bytes, problem, message] of cases) {
      const found = refusal(bytes);
      expect(found.problem).toBe(problem);
      expect(found.message).toMatch(message);
    }
  });

  it("keeps every source as it is", () => {
    const [plain] = JOURNAL.states.flat();
    const rich: InterruptSource = {
      ...(plain as InterruptSource),
      trace: [ms(1), us(1500)],
      shaper: {
        minDistance: ms(2),
        bucket: { kind: "token-bucket", capacity: 4n, refill: ms(3) },
        excess: "hold",
      },
      notice: { kind: "coalesced", delay: us(250), count: null },
      deadline: ms(4),
    };
    const masks: readonly Mask[] = [
      { kind: "until-empty" },
      { kind: "watermark", high: 16, low: 4 },
      { kind: "block", high: 16, length: ms(10) },
      { kind: "rate", count: 4, window: ms(10) },
    ];
    const polled = { ...rich, notice: { kind: "polled", period: ms(1) } as const };
    for (const source of [rich, polled, ...masks.map((mask) => ({ ...rich, ring: 64, mask }))]) {
      expect(sourceFromRecord(JSON.parse(JSON.stringify(sourceToRecord(source))))).toEqual(source);
    }
  });
});

describe("AdmissionJournal", () => {
  it("carries a controller over restarts, and over a kill in the middle of a write", () => {
    const path = join(folder(), "journal");
    const system = { ...SYSTEM };
    const first = journaledController(path, system);
    const source = (name: string): InterruptSource => ({
      ...legal(randomSource(new Dice(3), system, name)),
      topHalf: us(1).asWork(),
      bottomHalf: us(1).asWork(),
      deadline: null,
    });
    for (const name of ["a", "b", "c"]) expect(first.controller.commit(source(name)).admitted).toBe(true);
    first.controller.release("b");
    first.journal.close();
    const whole = readFileSync(path);
    const second = journaledController(path, system);
    expect(second.controller.admitted.map(({ name }) => name)).toEqual(["a", "c"]);
    second.controller.commit(source("d"));
    second.journal.close();
    truncateSync(path, readFileSync(path).length - 5);
    const third = journaledController(path, system);
    expect(third.controller.admitted).toEqual([source("a"), source("c")]);
    third.controller.commit(source("e"));
    third.journal.close();
    expect(readFileSync(path).subarray(0, whole.length).equals(whole)).toBe(true);
    expect(readJournal(path, system).admitted.map(({ name }) => name)).toEqual(["a", "c", "e"]);
  });

  it("leaves a file alone that is no journal of the system", () => {
    const path = join(folder(), "journal");
    writeFileSync(path, "notes of somebody");
    expect(() => new AdmissionJournal(path, SYSTEM)).toThrow(JournalError);
    expect(readFileSync(path, "utf8")).toBe("notes of somebody");
  });

  it("does not make a change that it cannot keep", () => {
    const { controller, journal } = journaledController(join(folder(), "journal"), SYSTEM);
    journal.close();
    const source = { ...legal(randomSource(dice, SYSTEM, "a")), topHalf: us(1).asWork(), deadline: null };
    expect(() => controller.commit({ ...source, bottomHalf: us(1).asWork() })).toThrow(
      /can no longer be written/,
    );
    expect(controller.admitted).toEqual([]);
  });

  it("does not start from sources that would not be admitted now", () => {
    const path = join(folder(), "journal");
    const journal = new AdmissionJournal(path, SYSTEM);
    const hog = { ...legal(randomSource(dice, SYSTEM, "hog")), topHalf: ms(1000).asWork() };
    journal.admit(hog);
    journal.close();
    expect(() => journaledController(path, SYSTEM)).toThrow(/would not be admitted now/);
  });
});
