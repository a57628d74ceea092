/** Draws the figures of docs/reproductions anew: `npx tsx test/support/plot-reproductions.ts`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { FIGURE_NAMES, figure, figurePath } from "../reproductions/figures.ts";

for (const name of FIGURE_NAMES) {
  mkdirSync(dirname(figurePath(name)), { recursive: true });
  writeFileSync(figurePath(name), figure(name));
}
