import type { SupplyMode } from "../simulator/system/play.ts";

/**
 * One of the ways in which a described system may go: with the system all that a run needs to be repeated, to the last
 * tick. Plain data, so that it can be printed, stored and sent to another thread.
 */
export interface Course {
  /** `worst`: every job takes its wcet and events come as densely as they may; `random`: both are drawn from the seed. */
  readonly play: "worst" | "random";
  /** How promised supplies come where no VMM is described. */
  readonly supply: SupplyMode;
  /** Whether the VMM is in its longest section whenever a VM is to be switched away from. */
  readonly sections: "always" | "never";
  /** Whether interrupts come just when a window of the VMM's table begins, as often as their model allows. */
  readonly aligned: boolean;
  readonly seed: number;
  /** By how many ticks each first arrival or replenishment comes later than it might; 0 for what is left out. */
  readonly delays: Readonly<Record<string, number>>;
}

/** Everything at once at time 0, on the worst supply: the critical instant of most analyses. */
export const CRITICAL: Course = {
  play: "worst",
  supply: "worst",
  sections: "always",
  aligned: false,
  seed: 0,
  delays: {},
};
