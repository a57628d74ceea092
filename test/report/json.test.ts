import { describe, expect, it } from "vitest";
import { findingsToJson } from "../../src/report/json.ts";
import { findings, latencies, proved, refuted } from "./findings.ts";

const json = (given = findings) => JSON.stringify(findingsToJson(given, "1.2.3"));

describe("findings as JSON", () => {
  it("have a fixed order of keys", () => {
    const document = findingsToJson({ ...findings, claims: [refuted] }, "1.2.3") as Record<string, unknown>;
    expect(Object.keys(document)).toEqual([
      "hyperbound",
      "system",
      "timeUnit",
      "verdict",
      "claims",
      "assumptions",
      "warnings",
    ]);
    const [claim] = document["claims"] as Record<string, unknown>[];
    expect(Object.keys(claim ?? {})).toEqual([
      "id",
      "subject",
      "statement",
      "verdict",
      "method",
      "assumptions",
      "bound",
      "deadline",
      "margin",
      "witness",
      "reason",
      "advice",
      "scenario",
    ]);
  });

  it("write every quantity exactly, in the time unit of the document", () => {
    const document = json({ ...findings, claims: [proved] });
    expect(document).toContain('"bound":"7/3","deadline":"4","margin":"5/3"');
    expect(document).toContain(
      '"witness":{"kind":"fp-fixed-point","job":"0","window":"7/3","demand":"2","steps":3,"order":["a","b"]}',
    );
    const inMicroseconds = json({ ...findings, timeUnit: "us", claims: [proved] });
    expect(inMicroseconds).toContain('"bound":"7000/3","deadline":"4000","margin":"5000/3"');
  });

  it("list the latencies that were asked for, exactly, after the claims", () => {
    const document = findingsToJson({ ...findings, latencies }, "1.2.3") as Record<string, unknown>;
    const keys = Object.keys(document);
    expect(keys.indexOf("latencies")).toBe(keys.indexOf("claims") + 1);
    const audio = { source: "audio", core: 0, vm: "rtos", admittedOnly: false };
    const disk = { source: "disk", core: 1, vm: null, admittedOnly: true };
    expect(document["latencies"]).toEqual([
      { ...audio, start: "1/3", end: "2", reason: null },
      { ...disk, start: null, end: null, reason: "more interrupt work arrives than can be served" },
    ]);
  });

  it("write a scenario whole", () => {
    expect(findingsToJson({ ...findings, claims: [refuted] }, "1.2.3")).toMatchObject({
      claims: [
        {
          scenario: {
            releases: [{ task: "logger", firstArrival: "-1", period: "9", wcet: "5" }],
            interference: [
              { name: "ethernet", arrivals: { refill: "3" }, wcet: "1" },
              { name: "timer", arrivals: { period: "8", jitter: "0", minDistance: "8" }, wcet: "1/2" },
            ],
            supply: { start: "1", cycle: "6", windows: [["0", "2"]] },
            blocker: { task: "idle", section: "1" },
            miss: { task: "logger", job: 1, arrival: "8", deadline: "12", finish: null },
          },
        },
      ],
    });
  });

  it("leave out what a claim does not have", () => {
    const document = findingsToJson({ ...findings, claims: [proved] }, "1.2.3") as { claims: object[] };
    for (const absent of ["reason", "advice", "scenario"])
      expect(document.claims[0]).not.toHaveProperty(absent);
  });

  it("are the same bytes for the same findings, with no float among them", () => {
    expect(json()).toBe(json());
    expect(json()).not.toMatch(/\d\.\d+[,}\]]/);
  });
});
