import type { Duration } from "../numeric/quantity.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import { exactIn } from "../numeric/unit-text.ts";
import type { ComparisonData, CrosscheckData, ViolationData } from "./crosscheck-data.ts";
import type { Json } from "./json.ts";

/** A cross-check as one JSON document: times exact in the system's unit, each tightness exact and rounded. */
export function crosscheckToJson(
  data: CrosscheckData,
  unit: TimeUnit,
  version: string,
  shrunken: string | null,
): Json {
  const { system, seed, runs, jobs, replays, windows, comparisons, violations } = data;
  return {
    hyperbound: version,
    system,
    timeUnit: unit,
    outcome:
      violations.length > 0
        ? "violation"
        : comparisons.length + replays + windows === 0
          ? "nothing-to-compare"
          : "no-counter-example-found",
    seed,
    runs,
    jobs,
    scenariosReplayed: replays,
    supplyWindows: windows,
    comparisons: comparisons.map((each) => comparisonToJson(each, unit)),
    violations: violations.map((each) => violationToJson(each, unit)),
    ...(shrunken === null ? {} : { shrunken }),
  };
}

function comparisonToJson(
  { id, limit, kind, observed, tightness, course }: ComparisonData,
  unit: TimeUnit,
): Json {
  return {
    id,
    [kind]: exactIn(unit, limit),
    observed: time(observed, unit),
    tightness: tightness === null ? null : tightness.toString(),
    rounded: tightness === null ? null : Number(tightness.approximate().toFixed(6)),
    course: plain(course),
  };
}

function violationToJson({ claim, what, limit, observed, course }: ViolationData, unit: TimeUnit): Json {
  return {
    claim,
    what,
    limit: time(limit, unit),
    observed: time(observed, unit),
    course: plain(course),
  };
}

function time(value: Duration | null, unit: TimeUnit): Json {
  return value === null ? null : exactIn(unit, value);
}

function plain(course: object | null): Json {
  return course === null ? null : JSON.parse(JSON.stringify(course));
}
