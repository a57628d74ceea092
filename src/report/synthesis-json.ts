import type { Duration, Work } from "../numeric/quantity.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import { exactIn } from "../numeric/unit-text.ts";
import type { Json } from "./json.ts";
import type { SynthesisData, SynthesisInterface, SynthesisRow } from "./synthesis-data.ts";

/** The result as one JSON document; every quantity is an exact string in the document's time unit. */
export function synthesisToJson(data: SynthesisData, version: string): Json {
  const { timeUnit: unit, table } = data;
  return {
    hyperbound: version,
    system: data.system,
    timeUnit: unit,
    outcome: data.outcome,
    ...(data.why === null ? {} : { why: data.why }),
    before: data.before,
    after: data.after,
    vms: data.vms.map((row) => rowToJson(row, unit)),
    table: table && {
      frame: exactIn(unit, table.frame),
      windows: table.slots.map(({ vm, core, start, length }) => ({
        vm,
        core,
        start: exactIn(unit, start),
        length: exactIn(unit, length),
      })),
    },
    open: data.open.map(({ id, verdict, reason }) => ({ id, verdict, reason: reason ?? null })),
    written: data.written,
  };
}

function rowToJson(row: SynthesisRow, unit: TimeUnit): Json {
  const { decidedBy, bandwidth } = row;
  return {
    vm: row.vm,
    written: row.written && interfaceToJson(row.written, unit),
    chosen: interfaceToJson(row.chosen, unit),
    bandwidth: {
      written: bandwidth.written.toString(),
      chosen: bandwidth.chosen.toString(),
      saved: bandwidth.saved.toString(),
    },
    method: row.method,
    grid: exactOrNull(row.grid, unit),
    atLeast: exactOrNull(row.atLeast, unit),
    decidedBy: decidedBy && {
      task: decidedBy.task,
      interrupt: decidedBy.interrupt,
      window: exactOrNull(decidedBy.window, unit),
      demand: exactOrNull(decidedBy.demand, unit),
    },
  };
}

function interfaceToJson({ period, budget, deadline }: SynthesisInterface, unit: TimeUnit): Json {
  return { period: exactIn(unit, period), budget: exactIn(unit, budget), deadline: exactIn(unit, deadline) };
}

function exactOrNull(quantity: Duration | Work | null, unit: TimeUnit): string | null {
  return quantity && exactIn(unit, quantity);
}
