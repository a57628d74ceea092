import type { Duration, Work } from "../numeric/quantity.ts";
import type { EventModel, TokenBucket } from "./event-model.ts";

/**
 * Who owns a device (seed 001, section IV): one VM (`dedicated`), the VM in the foreground (`active`), whichever VM is
 * running (`running`), or the VMM, which decides per event (`dynamic`).
 */
export type DeviceClass = "dedicated" | "active" | "running" | "dynamic";

export const DEVICE_CLASSES: readonly DeviceClass[] = ["dedicated", "active", "running", "dynamic"];

/**
 * When the bottom half runs: once the target VM is scheduled anyway (`when-scheduled`); at once, stealing its own length
 * from whoever runs (`immediate`); at once with the rest of the quantum going to the target (`rest-of-quantum`, the rule
 * of MobiVMM); or at once while the source's shaper, here a monitor, admits the event, and otherwise once the target is
 * scheduled (`monitored`; Beckert, Neukirchner, Ernst and Petters 2014).
 */
export type Delivery = "when-scheduled" | "immediate" | "rest-of-quantum" | "monitored";

export const DELIVERIES: readonly Delivery[] = [
  "when-scheduled",
  "immediate",
  "rest-of-quantum",
  "monitored",
];

/** What becomes of an event that a shaper does not admit: it is lost, or it waits, in order, until it conforms. */
export type Excess = "drop" | "hold";

export const EXCESSES: readonly Excess[] = ["drop", "hold"];

/**
 * Admits an event once `minDistance` has passed since the last event *admitted* (not: arrived), and the bucket has a
 * token for it; either part may be missing, not both (Regehr and Duongsaa 2005). The VMM pays nothing for an event that
 * it drops or holds: the device is masked. With `monitored` delivery no event is dropped or held.
 */
export interface Shaper {
  readonly minDistance: Duration | null;
  readonly bucket: TokenBucket | null;
  readonly excess: Excess;
}

/** The most places that a ring may have. */
export const LARGEST_RING = 65_536;

/** How the VMM learns of the events of a device, where not by one interrupt each. */
export type Notice =
  /** One interrupt for all events since the last: `delay` after the first of them, or at once with the `count`-th. */
  | { readonly kind: "coalesced"; readonly delay: Duration; readonly count: number | null }
  /** The VMM looks at every multiple of `period`, and finds all events since it last looked. */
  | { readonly kind: "polled"; readonly period: Duration };

/**
 * How long the interrupt of a device stays masked beyond the service of one. Events that come meanwhile wait in the ring;
 * when one of their bottom halves ends, the driver takes the others along without an interrupt.
 */
export type Mask =
  /** From an interrupt until no event is left (Mogul and Ramakrishnan 1997; Linux NAPI). */
  | { readonly kind: "until-empty" }
  /** From `high` events in the ring until there are at most `low`. */
  | { readonly kind: "watermark"; readonly high: number; readonly low: number }
  /** For `length` from each time that `high` events are in the ring. */
  | { readonly kind: "block"; readonly high: number; readonly length: Duration }
  /** From interrupt number `count` of a window to its end; a window begins with the first interrupt after the last. */
  | { readonly kind: "rate"; readonly count: number; readonly window: Duration };

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
  /** Between the device and everything else; events reach the shaper before they are coalesced or polled. */
  readonly shaper?: Shaper;
  readonly notice?: Notice;
  /** Events that can wait, held by the shaper or not, the one that is handled included; others are lost. No limit where left out. */
  readonly ring?: number;
  /** Left out: masked from an interrupt to the end of its top half only. */
  readonly mask?: Mask;
  readonly topHalf: Work;
  readonly bottomHalf: Work;
  /** The longest allowed time from arrival to the end of the bottom half, where there is one. */
  readonly deadline: Duration | null;
}
