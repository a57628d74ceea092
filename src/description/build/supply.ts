import { unreachable } from "../../contract/assert.ts";
import {
  boundedDelay,
  dedicated,
  edpResource,
  type Load,
  leftover,
  periodicResource,
  type Supply,
  server,
  table,
} from "../../model/supply.ts";
import type { Duration, Work } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { TimeText } from "../schema/key.ts";
import type { LeftoverText, LoadText, SupplyText, TableText } from "../schema/supply.ts";
import type { Told } from "../told.ts";
import { buildArrivals } from "./arrivals.ts";
import { type BuiltWindow, buildWindow, disjoint } from "./windows.ts";

/** The supply that is described; null where it is wrong. The bare word `leftover` is the caller's to read. */
export function buildSupply(
  text: Exclude<Told<SupplyText>, "leftover">,
  path: Path,
  reading: Reading,
): Supply | null {
  if (text === null) return null;
  if (text === "dedicated") return dedicated();
  switch (text.kind) {
    case null:
      return null;
    case "periodic": {
      const resource = budgetOf(text, path, reading);
      return resource && periodicResource(resource);
    }
    case "edp": {
      const resource = budgetOf(text, path, reading);
      return resource && edpResource(resource);
    }
    case "server": {
      const resource = budgetOf(text, path, reading);
      if (resource === null || text.server === null || text.extratime === null) return null;
      if (text.extratime === "on" && text.server !== "xen-rtds") {
        return reading.problem(
          "conflict",
          [...path, "extratime"],
          `\`extratime\` belongs to an xen-rtds server, and this one is ${text.server}: delete it, or write \`server: xen-rtds\``,
          "key",
        );
      }
      if (resource.period.equals(resource.budget.asDuration())) {
        reading.warn(
          [...path, "budget"],
          "the budget is the whole period: `supply: dedicated` says the same more simply",
          "value",
        );
      }
      return server({ server: text.server, ...resource, extratime: text.extratime === "on" });
    }
    case "bounded-delay": {
      const rate = reading.share(text.rate, [...path, "rate"]);
      const delay = reading.duration(text, "delay", path, "not-negative", null);
      return rate && delay && boundedDelay({ rate, delay });
    }
    case "table":
    case "arinc653":
      return buildTable(text, path, reading);
    case "leftover":
      return buildLeftover(text, path, reading);
    default:
      return unreachable(text);
  }
}

/** A budget that can be had before its deadline, within its period. */
function budgetOf(
  text: {
    readonly period: Told<TimeText>;
    readonly budget: Told<TimeText>;
    readonly deadline?: Told<TimeText | undefined>;
  },
  path: Path,
  reading: Reading,
): { period: Duration; budget: Work; deadline: Duration } | null {
  const period = reading.duration(text, "period", path, "positive", null);
  const budget = reading.work(text, "budget", path, null);
  const deadline = reading.duration(text, "deadline", path, "positive", period);
  if (period !== null && deadline !== null && period.lessThan(deadline)) {
    return reading.problem(
      "out-of-range",
      [...path, "deadline"],
      `\`deadline\` of ${text.deadline} exceeds the period of ${text.period}: write at most ${text.period}`,
    );
  }
  if (budget !== null && period?.lessThan(budget.asDuration())) {
    return reading.problem(
      "out-of-range",
      [...path, "budget"],
      `\`budget\` of ${text.budget} exceeds the period of ${text.period}: write at most ${text.period}`,
    );
  }
  if (budget !== null && deadline?.lessThan(budget.asDuration())) {
    return reading.problem(
      "out-of-range",
      [...path, "budget"],
      `\`budget\` of ${text.budget} exceeds the deadline of ${text.deadline}: write at most ${text.deadline}`,
    );
  }
  return period && budget && deadline && { period, budget, deadline };
}

function buildTable(text: Told<TableText> & object, path: Path, reading: Reading): Supply | null {
  const length = reading.duration(text, "frame", path, "positive", null);
  const frame = length && { length, text: String(text.frame) };
  if (text.windows === null) return null;
  if (text.windows.length === 0) {
    return reading.problem(
      "out-of-range",
      [...path, "windows"],
      "the table has no window, so the VM never runs: write at least one, such as `{ start: 0 ms, length: 12 ms }`",
    );
  }
  const windows = text.windows.map((window, index) =>
    window === null ? null : buildWindow(window, [...path, "windows", index], frame, reading),
  );
  const sorted = disjoint(
    windows.filter((window): window is BuiltWindow => window !== null),
    reading,
    (later, earlier) =>
      `the window at ${later.text} overlaps the window at ${earlier.text}: move or shorten one of them`,
  );
  if (length === null || sorted.length < windows.length || overlapping(sorted)) return null;
  return table({ frame: length, windows: sorted });
}

function overlapping(sorted: readonly BuiltWindow[]): boolean {
  return sorted.some(
    ({ start }, index) => index > 0 && start.lessThan((sorted[index - 1] as BuiltWindow).end),
  );
}

function buildLeftover(text: Told<LeftoverText> & object, path: Path, reading: Reading): Supply | null {
  const of =
    text.of === "leftover"
      ? reading.problem(
          "conflict",
          [...path, "of"],
          "`leftover` alone names no supply here: write `of: dedicated` or a map with a `kind`",
        )
      : buildSupply(text.of, [...path, "of"], reading);
  const load = Object.entries(text.load ?? {}).map(([name, each]) =>
    buildLoad(name, each, [...path, "load", name], reading),
  );
  const built = load.filter((each) => each !== null);
  return of === null || text.load === null || built.length < load.length ? null : leftover(of, built);
}

function buildLoad(name: string, text: Told<LoadText>, path: Path, reading: Reading): Load | null {
  if (text === null) return null;
  const arrivals = buildArrivals(text.arrivals, [...path, "arrivals"], reading);
  const wcet = reading.work(text, "wcet", path, null);
  return arrivals && wcet && { name, arrivals, wcet };
}
