/** Whether the user has asked to stop. */
export interface Interruption {
  readonly requested: boolean;
  /** Lets the other events of the process happen, Ctrl-C among them. */
  readonly listen: () => Promise<void>;
  readonly release: () => void;
}

/** Takes over Ctrl-C until released, so that a long run can end in order; a second Ctrl-C ends the process as usual. */
export function watchInterruption(): Interruption {
  let requested = false;
  const note = (): void => {
    requested = true;
  };
  process.once("SIGINT", note);
  return {
    get requested() {
      return requested;
    },
    listen: () => new Promise((resolve) => setImmediate(resolve)),
    release: () => process.removeListener("SIGINT", note),
  };
}
