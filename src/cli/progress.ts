import cliProgress from "cli-progress";
import type { Terminal } from "./terminal.ts";

/** A run shorter than this needs no bar. */
const PATIENCE_MS = 1000;

export interface Progress {
  readonly report: (done: number, total: number) => void;
  readonly stop: () => void;
}

/** A bar on stderr once a run has lasted a second; nothing at all where stderr is no terminal. */
export function progressBar(label: string, terminal: Terminal, quiet: boolean): Progress {
  if (quiet || !terminal.interactive) return { report: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    format: `${label} {bar} {value}/{total}`,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  const started = performance.now();
  let shown = false;
  return {
    report: (done, total) => {
      if (!shown && performance.now() - started > PATIENCE_MS) {
        bar.start(total, done);
        shown = true;
      } else if (shown) bar.update(done);
    },
    stop: () => {
      if (shown) bar.stop();
    },
  };
}
