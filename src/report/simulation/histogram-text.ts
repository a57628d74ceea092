import { binsOf } from "./bins.ts";
import type { Cast, RunFigures } from "./run-data.ts";
import { observedSubjects, type Subject } from "./subjects.ts";
import { TickScale } from "./tick-scale.ts";

const COLUMNS = 80;
const MOST_ROWS = 16;

/** Eighths of a block, for bars finer than a letter. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** Every task's response times (and source's latencies) as bars of text, 80 columns wide. */
export function histogramText(cast: Cast, figures: RunFigures): string {
  const scale = new TickScale(cast.tick, cast.timeUnit);
  return observedSubjects(cast, figures)
    .map((subject) => bars(subject, scale))
    .join("\n\n");
}

function bars({ title, deadline, delays }: Subject, scale: TickScale): string {
  const bins = binsOf(delays.buckets, MOST_ROWS);
  const rows = bins.map(({ from, to, count }) => ({
    range: [scale.readable(from), scale.readable(to + 1)] as const,
    count,
  }));
  const left = Math.max(...rows.map(({ range }) => range[0].length));
  const right = Math.max(...rows.map(({ range }) => range[1].length));
  const digits = Math.max(...rows.map(({ count }) => String(count).length));
  const room = COLUMNS - left - right - digits - "[, )  ".length - 1;
  const highest = Math.max(...rows.map(({ count }) => count));
  const due = deadline === null ? "" : `, deadline ${scale.readable(deadline)}`;
  return [
    `${title}: ${delays.count} observed, in ${scale.unit}, max ${scale.readable(delays.most!)}${due}`,
    ...rows.map(({ range: [from, to], count }) =>
      `[${from.padStart(left)}, ${to.padStart(right)})  ${String(count).padStart(digits)} ${bar(count / highest, room)}`.trimEnd(),
    ),
  ].join("\n");
}

/** What is there is seen: a count above zero has at least the finest mark. */
function bar(share: number, room: number): string {
  const eighths = share === 0 ? 0 : Math.max(1, Math.round(share * room * 8));
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}
