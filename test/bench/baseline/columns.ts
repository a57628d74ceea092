/** What the baselines compute on: the same columns of doubles as the tick entry. */
export interface Columns {
  readonly wcet: Float64Array;
  readonly period: Float64Array;
  readonly deadline: Float64Array;
}
