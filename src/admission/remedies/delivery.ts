import {
  DELIVERIES,
  DEVICE_CLASSES,
  type Delivery,
  type DeviceClass,
  type InterruptSource,
} from "../../model/interrupt.ts";
import { Rational } from "../../numeric/rational.ts";
import type { Trial } from "../trial.ts";
import type { Remedy } from "./remedy.ts";

/** The other deliveries and device classes with which the source is admitted. */
export function otherDeliveries(trial: Trial, source: InterruptSource): Remedy[] {
  const path = ["interrupts", source.name];
  const deliveries = DELIVERIES.filter((delivery) => delivery !== source.delivery && fits(source, delivery))
    .filter((delivery) => trial.admits([{ ...source, delivery }]))
    .map(
      (word): Remedy => ({
        kind: "delivery",
        path: [...path, "delivery"],
        value: { word },
        cost: Rational.zero,
      }),
    );
  const devices = DEVICE_CLASSES.filter((device) => serves(source, device))
    .filter((device) => trial.admits([{ ...source, device }]))
    .map(
      (word): Remedy => ({
        kind: "device",
        path: [...path, "device"],
        value: { word },
        cost: Rational.zero,
      }),
    );
  return [...deliveries, ...devices];
}

/** A monitored delivery needs its monitor; a running device delivers at once whatever is written. */
function fits({ shaper, device }: InterruptSource, delivery: Delivery): boolean {
  return device !== "running" && (delivery !== "monitored" || shaper !== undefined);
}

/** Whether the class is another one for the same target: a running device has none. */
function serves(source: InterruptSource, device: DeviceClass): boolean {
  return device !== source.device && source.target !== null && device !== "running";
}
