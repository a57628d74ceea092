import type { Claim } from "../../certificate/claim.ts";
import { type Verdict, worstOf } from "../../certificate/verdict.ts";
import { InputError } from "../../contract/errors.ts";
import type { SuppliedGuest } from "../../model/guest.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { DEFAULT_EFFORT } from "../effort.ts";
import { guestClaims } from "./guest-claims.ts";
import { promised } from "./guest-problem.ts";

/** The answer about one guest on its supply. */
export interface GuestVerdict {
  readonly kind: Verdict;
  /** The least margin of any claim, where all have one: how much later every bound could be. */
  readonly margin: Duration | null;
  readonly claims: readonly Claim[];
  readonly timeUnit: TimeUnit;
}

/**
 * Decides whether a guest meets every deadline on the supply that it is promised. Nothing is asked about who keeps the
 * promise: that is `checkSystem`.
 * @throws InputError for a guest whose kernel has sleepers with deadlines: they, too, are for `checkSystem`.
 */
export function analyze(
  guest: SuppliedGuest,
  options: { readonly timeUnit?: TimeUnit; readonly effort?: number } = {},
): GuestVerdict {
  const { timeUnit = "ms", effort = DEFAULT_EFFORT } = options;
  const sleeper = guest.kernel?.sleepers.find(({ deadline }) => deadline !== null);
  if (sleeper !== undefined)
    throw new InputError(
      `the sleeps of ${sleeper.name} have a deadline: describe the system and call checkSystem, or leave the deadline out`,
    );
  const claims = guestClaims(promised(guest), timeUnit, effort);
  const margins = claims.flatMap((claim) => (claim.margin === undefined ? [] : [claim.margin]));
  const least = margins.reduce<Duration | null>((a, b) => (a?.atMost(b) ? a : b), null);
  return { kind: worstOf(claims.map((claim) => claim.verdict)), margin: least, claims, timeUnit };
}
