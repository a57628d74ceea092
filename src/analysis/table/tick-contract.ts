/** What a VM was promised, in ticks: `budget` in each [k·period, k·period + deadline), counted from the table's start. */
export interface TickContract {
  readonly period: bigint;
  readonly budget: bigint;
  /** At most the period. */
  readonly deadline: bigint;
}
