/** What an iteration that could explode asks before each step. */
export interface StepLimit {
  readonly limit: number;
  /** Takes one step; false once the limit is passed. */
  spend(): boolean;
}
