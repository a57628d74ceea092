import type { Style } from "../report/terminal/style.ts";

/** Where a command writes to, and how; handed in, so that a test can listen. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly style: Style;
  /** Whether stderr is a terminal on which a progress bar may move. */
  readonly interactive: boolean;
}

/** The process's own streams. Colour only on a terminal, and never where NO_COLOR is set. */
export function processTerminal(): Terminal {
  const { NO_COLOR: noColour } = process.env;
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    style: { colour: process.stdout.isTTY === true && (noColour === undefined || noColour === "") },
    interactive: process.stderr.isTTY === true,
  };
}
