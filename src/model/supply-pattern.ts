import type { Duration } from "../numeric/quantity.ts";

/**
 * One concrete supply, seen from an instant 0 at which a scenario starts: no supply during [0, start), then
 * the `windows` [from, to) within each `cycle`, counted from `start`, for ever.
 */
export interface SupplyPattern {
  readonly start: Duration;
  readonly cycle: Duration;
  readonly windows: readonly { readonly from: Duration; readonly to: Duration }[];
}
