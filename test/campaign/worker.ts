import { parentPort, workerData } from "node:worker_threads";
import { survey } from "./survey.ts";

/** A thread of the campaign: examines the ranges of systems that it is sent. */
const { seed, only, timed } = workerData as { seed: number; only: string | null; timed: boolean };

/** Microseconds of all cores that the process has had: so that what others do meanwhile does not count. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

parentPort?.on("message", ({ from, to }: { from: number; to: number }) => {
  parentPort?.postMessage({
    from,
    to,
    surveyed: survey(seed, from, to, timed ? { only, clock: cpuTime } : { only }),
  });
});
