import type { Ring } from "./ring.ts";

/** A VM as the target of a device: the events handed to it, and the bottom half it is at. */
export interface Target {
  readonly vm: number;
  /** The task that runs its bottom halves; NONE where they run in the VMM's name. */
  readonly task: number;
  /** When the events that were handed over had come. */
  readonly queue: Ring;
  /** Takes the core for the VM; null where interrupts do not. */
  readonly seize: (() => void) | null;
  busy: boolean;
  /** When the event of the bottom half under way had come. */
  current: number;
  /** What interrupts have cost that the next bottom half pays. */
  owed: number;
}
