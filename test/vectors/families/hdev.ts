import { Effort } from "../../../src/analysis/effort.ts";
import { deviation } from "../../../src/supply/deviation.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, readSupply, time, type VectorSupply, write } from "../read.ts";
import { readEvents, type VectorEvents } from "./pjd.ts";

interface Input extends VectorEvents {
  readonly C: string;
  readonly supply: VectorSupply;
}

interface Expected {
  readonly delay: string | null;
  readonly backlog: string | null;
  readonly eventsInBusyWindow: string | null;
  readonly busyWindow: string | null;
  readonly simulatedMax: string | null;
}

/** Delay and backlog of events on a supply; no simulation may exceed the delay. */
export const hdev: VectorFamily = {
  name: "hdev",
  run(input: Input, { simulatedMax, ...expected }: Expected) {
    const load = { name: "events", arrivals: readEvents(input), wcet: amount(input.C) };
    const found = deviation(load, readSupply(input.supply), new Effort());
    if (found.kind === "undetermined") return found.reason;
    const { delay, backlog, busyWindow } =
      found.kind === "bounded" ? found : { delay: null, backlog: null, busyWindow: null };
    if (simulatedMax !== null && delay?.lessThan(time(simulatedMax))) {
      return `a delay of ${simulatedMax} was simulated, above the bound of ${delay}`;
    }
    const answer = {
      delay: write(delay),
      backlog: write(backlog),
      eventsInBusyWindow: busyWindow?.events.toString() ?? null,
      busyWindow: write(busyWindow?.length ?? null),
    };
    return difference(answer, expected);
  },
};
