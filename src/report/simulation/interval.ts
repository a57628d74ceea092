import type { Cast, Miss } from "./run-data.ts";
import type { Stretch } from "./schedule.ts";

/** What a picture can show at once and be read at a glance. */
const COMFORTABLE_JOBS = 120;

/** Where in the picture the first miss is put: what led to it is of more interest than what followed. */
const BEFORE_MISS = 0.85;

/**
 * The interval to draw where none, or only one end, was asked for: twice the longest period, less where that would be too
 * crowded, from the start or around the first miss. Within [0, end].
 */
export function shownInterval(
  cast: Cast,
  end: number,
  { from, to }: { readonly from?: number; readonly to?: number },
  firstMiss: Miss | null,
): Stretch {
  const periodsOf = (roles: readonly { readonly period: number | null }[]): number[] =>
    roles.map(({ period }) => period).filter((period) => period !== null);
  const longest = periodsOf(cast.tasks).reduce((most, period) => Math.max(most, period), 0);
  const periods = periodsOf([...cast.tasks, ...cast.sources]);
  const rate = periods.reduce((sum, period) => sum + 1 / period, 0);
  const wanted = longest === 0 ? end : 2 * longest;
  const comfortable = rate === 0 ? wanted : Math.min(wanted, COMFORTABLE_JOBS / rate);
  const { focus, length } = focusOf(cast, firstMiss, comfortable);
  const span = Math.ceil(Math.max(comfortable, length * 1.25, 1));
  if (from !== undefined) return { from, to: to ?? Math.min(end, from + span) };
  if (to !== undefined) return { from: Math.max(0, to - span), to };
  const start = Math.max(0, Math.floor(focus - BEFORE_MISS * span));
  return { from: Math.min(start, end - 1), to: Math.min(end, start + span) };
}

/** What the picture must hold: the late job from its arrival to its end, or to its deadline where it ended long after. */
function focusOf(
  cast: Cast,
  firstMiss: Miss | null,
  comfortable: number,
): { readonly focus: number; readonly length: number } {
  if (firstMiss === null) return { focus: 0, length: 0 };
  const { task, at, late } = firstMiss;
  const deadline = cast.tasks[task]!.deadline ?? 0;
  return deadline + late <= 2 * comfortable
    ? { focus: at, length: deadline + late }
    : { focus: at - late, length: deadline };
}
