/**
 * What a decision of the admission controller costs beside the full analysis that it stands for: 50 tasks, 100 admitted
 * sources, candidates from small to hopeless. CPU time, so that a noisy machine does not blur the ratio.
 */
import { AdmissionController } from "../../../src/admission/online/controller.ts";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import { benchSource, busySystem } from "./system.ts";

const TASKS = 50;
const SOURCES = 100;
const CANDIDATES = 40;
/** The full analysis is slow: it is timed on one candidate in so many. */
const FULL_EVERY = 8;

export interface AdmissionReport {
  readonly scheduling: string;
  readonly obligations: number;
  readonly admitted: number;
  readonly refused: number;
  readonly bySlack: number;
  readonly usPerDecision: number;
  readonly usPerAnalysis: number;
  readonly ratio: number;
}

/** Runs `--kernel admission [--json]` if the arguments ask for it; false if they ask for something else. */
export function admissionBench(args: readonly string[]): boolean {
  if (args[args.indexOf("--kernel") + 1] !== "admission" || !args.includes("--kernel")) return false;
  for (const scheduling of ["rate-monotonic", "edf"] as const) {
    const report = benchAdmission(scheduling);
    process.stdout.write(args.includes("--json") ? `${JSON.stringify(report)}\n` : `${inWords(report)}\n`);
  }
  return true;
}

export function benchAdmission(scheduling: "edf" | "rate-monotonic"): AdmissionReport {
  const system = busySystem(TASKS, scheduling);
  const admitted = Array.from({ length: SOURCES }, (_, index) => benchSource(index, SOURCES, 0.25));
  const controller = new AdmissionController(system, { admitted });
  // From a hundredth of what is free to all of it and more.
  const candidates = Array.from({ length: CANDIDATES }, (_, index) =>
    benchSource(SOURCES + index, 1, (0.3 * (index + 1)) / CANDIDATES),
  );
  const decisions = candidates.map((source) => controller.decide(source));
  const decide = usPer(candidates, (source) => controller.decide(source));
  const analyse = usPer(
    candidates.filter((_, index) => index % FULL_EVERY === 4),
    (source) => {
      const { interrupts, ...rest } = controller.system;
      return checkSystem({ ...rest, interrupts: [...interrupts, source] });
    },
  );
  return {
    scheduling,
    obligations: controller.obligations,
    admitted: decisions.filter((each) => each.admitted).length,
    refused: decisions.filter((each) => !each.admitted).length,
    bySlack: decisions.filter(({ by }) => by === "slack").length,
    usPerDecision: decide,
    usPerAnalysis: analyse,
    ratio: Math.round(analyse / decide),
  };
}

function usPer(sources: readonly InterruptSource[], act: (source: InterruptSource) => unknown): number {
  const before = process.cpuUsage();
  for (const source of sources) act(source);
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / sources.length);
}

function inWords(report: AdmissionReport): string {
  const { scheduling, obligations, admitted, refused, bySlack, usPerDecision, usPerAnalysis, ratio } = report;
  return [
    `admission ${scheduling}, ${TASKS} tasks, ${SOURCES} sources, ${obligations} obligations:`,
    `${admitted} admitted, ${refused} refused, ${bySlack} by slack;`,
    `${usPerDecision} us per decision, ${usPerAnalysis} us per full analysis, ratio ${ratio}`,
  ].join(" ");
}
