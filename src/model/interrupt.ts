import type { Duration, Work } from "../numeric/quantity.ts";
import type { EventModel } from "./event-model.ts";

/**
 * Who owns a device (seed 001, section IV): one VM (`dedicated`), the VM in the foreground (`active`), whichever VM is
 * running (`running`), or the VMM, which decides per event (`dynamic`).
 */
export type DeviceClass = "dedicated" | "active" | "running" | "dynamic";

export const DEVICE_CLASSES: readonly DeviceClass[] = ["dedicated", "active", "running", "dynamic"];

/**
 * When the bottom half runs: once the target VM is scheduled anyway (`when-scheduled`); at once, stealing its own length
 * from whoever runs (`immediate`); or at once with the rest of the quantum going to the target (`rest-of-quantum`, the
 * rule of MobiVMM).
 */
export type Delivery = "when-scheduled" | "immediate" | "rest-of-quantum";

export const DELIVERIES: readonly Delivery[] = ["when-scheduled", "immediate", "rest-of-quantum"];

/** A source of interrupts: the top half runs in the VMM above everything, the bottom half for the target VM. */
export interface InterruptSource {
  readonly name: string;
  readonly device: DeviceClass;
  readonly delivery: Delivery;
  /** The VM that the bottom half runs for; null for a `running` device. */
  readonly target: string | null;
  readonly core: number;
  readonly arrivals: EventModel;
  /** Recorded arrivals for the simulator to repeat: in order, and legal for the event model. */
  readonly trace?: readonly Duration[];
  readonly topHalf: Work;
  readonly bottomHalf: Work;
  /** The longest allowed time from arrival to the end of the bottom half, where there is one. */
  readonly deadline: Duration | null;
}
