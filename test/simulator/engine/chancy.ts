import { createHash } from "node:crypto";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import type { NodeSpec, Specification } from "../../../src/simulator/engine/specification.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";

/** A system in which everything is drawn that can be drawn. */
export function chancy(): Specification {
  const guest = (name: string, kind: "fixed-priority" | "edf", periods: readonly number[]): NodeSpec => ({
    kind: "vm",
    name,
    guestSwitch: 1,
    child: {
      kind,
      children: periods.map((period, index) => ({
        kind: "task",
        name: `t${index}`,
        period,
        deadline: period,
        wcet: Math.ceil(period / 9),
        bcet: 1,
        jitter: Math.floor(period / 3),
        slack: period,
        minDistance: 2,
      })),
    },
  });
  const served = (child: NodeSpec): NodeSpec => ({
    kind: "server",
    server: "sporadic",
    period: 30,
    budget: 12,
    deadline: 30,
    child,
  });
  const random = { kind: "random" as const, period: 40, budget: 19, deadline: 33, phase: 12 };
  return {
    cores: [
      {
        kind: "edf",
        children: [served(guest("a", "edf", [37, 51, 90])), served(guest("b", "fixed-priority", [41, 77]))],
      },
      { kind: "supply", pattern: random, child: guest("c", "edf", [53, 61]) },
    ],
    costs: { vmSwitch: 1, vmmSection: 2 },
  };
}

/** A hash of every record of a run. */
export function digest(seed: number): string {
  const trace = new TraceRing(1 << 16);
  buildEngine(chancy(), { seed, trace }).engine.run(100_000);
  const hash = createHash("sha256");
  for (const record of trace.records()) hash.update(JSON.stringify(record));
  return hash.digest("hex");
}

if (argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(digest(Number(argv[2])));
