import type { Duration } from "../../numeric/quantity.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { exactIn } from "../../numeric/unit-text.ts";
import type { Json } from "../json.ts";
import type { FrontierData } from "./admission-data.ts";

/** The frontier as a table; an empty cell is a source that sends nothing. */
export function frontierCsv({ names, points }: FrontierData, unit: TimeUnit): string {
  const head = names.map((name) => quoted(`separation of ${name} (${unit})`)).join(",");
  const cell = (time: Duration | null): string => (time === null ? "" : exactIn(unit, time));
  return `${[head, ...points.map(({ first, second }) => `${cell(first)},${cell(second)}`)].join("\n")}\n`;
}

/** The frontier as JSON; a separation of null is a source that sends nothing, a grid of null an exact frontier. */
export function frontierToJson({ names, grids, points }: FrontierData, unit: TimeUnit): Json {
  return {
    timeUnit: unit,
    sources: names.map((name, index) => ({ name, grid: grids && exactIn(unit, grids[index] as Duration) })),
    points: points.map(({ first, second }) => ({
      first: first && exactIn(unit, first),
      second: second && exactIn(unit, second),
    })),
  };
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
