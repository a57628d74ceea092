/**
 * Devices as plain data in ticks, beside the `Specification` that the engine runs (engine/specification.ts). VMs are
 * meant by their names. The order of a list of devices is their priority: the bottom halves of an earlier one go first
 * in every VM.
 */
export interface DeviceSpec {
  readonly name: string;
  /** The core that takes the interrupt. */
  readonly core: number;
  readonly arrivals: ArrivalSpec;
  readonly routing: RoutingSpec;
  /** Between the device and its ring; none where left out. */
  readonly shaper?: ShaperSpec;
  /** How the VMM learns of an event. */
  readonly notice?: NoticeSpec;
  readonly delivery: DeliverySpec;
  /** What the VMM does per interrupt, above everything: entry, top half, and what it costs to choose the target. */
  readonly topHalf: number;
  /** What the target does per event. */
  readonly bottomHalf: number;
  /** Per interrupt, before its first bottom half: what it costs to show the interrupt to the guest. */
  readonly injection?: number;
  /** An emulated interrupt controller: each interrupt is acknowledged and ended by so many accesses, each an exit. */
  readonly controller?: { readonly exits: number; readonly exitCost: number };
  /** Events that can wait, including the one that is handled; more are dropped. Default 256. */
  readonly ring?: number;
  /** Default `in-service`. */
  readonly mask?: MaskSpec;
}

export type ArrivalSpec =
  | { readonly kind: "periodic"; readonly period: number; readonly offset: number }
  /** Gaps of `separation` and up to `slack` more, at random. */
  | {
      readonly kind: "sporadic";
      readonly separation: number;
      readonly slack: number;
      readonly offset: number;
    }
  /** Period, jitter, minimum distance: as early as the model allows after a first late event, or at random within it. */
  | {
      readonly kind: "pjd";
      readonly period: number;
      readonly jitter: number;
      readonly minDistance: number;
      readonly offset: number;
      readonly play: "densest" | "random";
    }
  /** Each `period`, `count` events `spacing` apart. */
  | {
      readonly kind: "burst";
      readonly count: number;
      readonly spacing: number;
      readonly period: number;
      readonly offset: number;
    }
  /** A bucket of `capacity` tokens, one more per `refill`: emptied as early as it can be, or at random within it. */
  | {
      readonly kind: "token-bucket";
      readonly capacity: number;
      readonly refill: number;
      readonly offset: number;
      readonly play: "densest" | "random";
    }
  /** Recorded times, not going back. */
  | { readonly kind: "trace"; readonly times: readonly number[] }
  /** Gaps from `least` to `most`, at random. */
  | { readonly kind: "random"; readonly least: number; readonly most: number; readonly offset: number }
  /** The first of the given instants of each cycle (slot starts, say) at least `separation` after the last event. */
  | {
      readonly kind: "aligned";
      readonly cycle: number;
      readonly instants: readonly number[];
      readonly separation: number;
    }
  /**
   * A device that drains a buffer of `capacity` periods of data (audio): an event as each period runs out, on which the
   * bottom half refills one. With the buffer empty there is nothing to run out: an underrun, and no event.
   */
  | {
      readonly kind: "drain";
      readonly period: number;
      readonly capacity: number;
      readonly offset: number;
    }
  /** An event as each job of this task ends: a transmit queue, into which the task puts what it has made. */
  | { readonly kind: "sent"; readonly vm: string; readonly task: string };

/** The device classes of Yoo et al. (CCNC 2009, section IV). */
export type RoutingSpec =
  | { readonly kind: "dedicated"; readonly vm: string }
  /** The VM in the foreground; the user moves on to the next in this order after each `stay` (NEVER: not at all). */
  | { readonly kind: "active"; readonly order: readonly string[]; readonly stay: number }
  /** Whichever VM runs, or ran when the VMM began what it is at; an event while the core idles is lost. */
  | { readonly kind: "running" }
  /** The VMM decides per event: at random, in these shares. */
  | {
      readonly kind: "dynamic";
      readonly shares: readonly { readonly vm: string; readonly weight: number }[];
    };

export type NoticeSpec =
  /** An interrupt per event. */
  | { readonly kind: "interrupt" }
  /**
   * One interrupt for all that has come in `delay` since the first, or at once when `count` wait (virtio batching,
   * interrupt coalescing). Its top half takes along what comes until it ends.
   */
  | { readonly kind: "batch"; readonly delay: number; readonly count?: number }
  /** The VMM looks at each multiple of `period`, for `look` where it finds nothing (0 where left out). */
  | { readonly kind: "poll"; readonly period: number; readonly look?: number };

/** At least one of the two parts. What an event that does not conform costs the VMM: nothing. */
export interface ShaperSpec {
  readonly minDistance?: number;
  /** Starts full; its credit grows with time. */
  readonly bucket?: { readonly capacity: number; readonly refill: number };
  /**
   * Other events are lost (`drop`); or they wait in the ring, in order, until they conform (`hold`); or they are
   * delivered as under `when-scheduled` (`defer`: the shaper is the monitor of a `monitored` delivery).
   */
  readonly excess: "drop" | "hold" | "defer";
}

export type DeliverySpec =
  /** At once, in the time of whoever runs; `detour` is what the switch to the target and back adds. */
  | { readonly kind: "immediate"; readonly detour: number }
  /** As the most urgent work of the target, once that is scheduled. */
  | { readonly kind: "when-scheduled" }
  /**
   * At once for an event that the monitor admits, unless an earlier one still waits for the target or is handled there: then,
   * and where the monitor does not admit it, as under `when-scheduled`. So the events of a device stay in order (Beckert,
   * Neukirchner, Ernst and Petters 2014, whose monitor limits what others lose to events handled at once).
   */
  | { readonly kind: "monitored"; readonly detour: number }
  /** As the most urgent work of the target, which seizes the core from other VMs of its round robin. */
  | { readonly kind: "seizing" }
  /** At once, and then the target has the rest of the turn, if it has work and its VMM goes by turns. */
  | { readonly kind: "immediate-seizing"; readonly detour: number };

export type MaskSpec =
  /** Masked from an interrupt to the end of its top half. */
  | { readonly kind: "in-service" }
  /** Masked from an interrupt until no event waits (Linux NAPI). */
  | { readonly kind: "poll" }
  /** Masked from `high` waiting events until there are at most `low`. */
  | { readonly kind: "watermark"; readonly high: number; readonly low: number }
  /** Masked for `length` each time that `high` events wait. */
  | { readonly kind: "block"; readonly high: number; readonly length: number }
  /** Masked from the interrupt number `count` of a window to its end; a window begins with the first interrupt after the last. */
  | { readonly kind: "rate"; readonly count: number; readonly window: number };

export const DEFAULT_RING = 256;
