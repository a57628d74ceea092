import { Rational } from "../../numeric/rational.ts";
import { axisTicks } from "./axis.ts";
import { binsOf } from "./bins.ts";
import type { Cast, RunFigures } from "./run-data.ts";
import { observedSubjects, type Subject } from "./subjects.ts";
import { fitted, hueOf, line, rect, svgDocument, text } from "./svg.ts";
import { TickScale } from "./tick-scale.ts";

const WIDTH = 1200;
const MARGIN = 24;
const HEADER = 64;
const PANEL = { width: 564, height: 192, gap: 22 };
const PLOT = { left: 46, right: 12, top: 44, bottom: 34 };
const MOST_BARS = 64;

const STYLE = `
.deadline{stroke:#cf222e;stroke-width:1.5;stroke-dasharray:5 3}
@media (prefers-color-scheme:dark){.deadline{stroke:#ff7b72}}
`;

/** Response times and latencies, a panel each. Counts are on a logarithmic scale: the rare long ones are what matters. */
export function histogramSvg(cast: Cast, figures: RunFigures): string {
  const scale = new TickScale(cast.tick, cast.timeUnit);
  const subjects = observedSubjects(cast, figures);
  const columns = subjects.length > 1 ? 2 : 1;
  const rows = Math.ceil(subjects.length / columns);
  const height = HEADER + rows * (PANEL.height + PANEL.gap) + MARGIN;
  const title = `Response times of ${cast.system}`;
  const span = `${scale.span(figures.simulated)}, seed ${figures.seed}`;
  return svgDocument(columns === 2 ? WIDTH : PANEL.width + 2 * MARGIN, height, title, STYLE, [
    text(MARGIN, 28, fitted(title, 980), 'class="title"'),
    text(
      MARGIN,
      47,
      subjects.length === 0
        ? `No job ended in ${span}`
        : `Observed in ${span}; counts on a logarithmic scale, times in ${scale.unit}`,
      'class="faint"',
    ),
    ...subjects.flatMap((subject, index) =>
      panel(
        subject,
        MARGIN + (index % columns) * (PANEL.width + PANEL.gap),
        HEADER + Math.floor(index / columns) * (PANEL.height + PANEL.gap),
        scale,
      ),
    ),
  ]);
}

function panel({ title, vm, deadline, delays }: Subject, x: number, y: number, scale: TickScale): string[] {
  const most = delays.most!;
  const bins = binsOf(delays.buckets, MOST_BARS);
  const showsDeadline = deadline !== null && deadline <= Math.max(2 * most, 1);
  const end = Math.max(bins.at(-1)!.to + 1, showsDeadline ? deadline * 1.02 : 0);
  const decades = Math.max(1, Math.ceil(Math.log10(Math.max(...bins.map(({ count }) => count)) + 1)));
  const left = x + PLOT.left;
  const width = PANEL.width - PLOT.left - PLOT.right;
  const top = y + PLOT.top;
  const bottom = y + PANEL.height - PLOT.bottom;
  const across = (ticks: number): number => left + (ticks / end) * width;
  /** One job stands a tenth of a decade above the ground, so that it is seen. */
  const up = (count: number): number =>
    bottom - ((Math.log10(count) + FOOT) / (decades + FOOT)) * (bottom - top);
  const powers = Array.from({ length: decades + 1 }, (_, power) => 10 ** power);
  const summary = `${delays.count} observed · p99 ${scale.readable(delays.p99!)} · max ${scale.readable(most)}`;
  const due =
    deadline === null
      ? ""
      : ` · deadline ${scale.readable(deadline)}${showsDeadline ? "" : " (beyond the right edge)"}`;
  return [
    text(x, y + 14, fitted(title, PANEL.width), 'class="bold"'),
    text(x, y + 30, `${summary}${due}`, 'class="faint small"'),
    ...powers.flatMap((count) => [
      line(left, up(count), left + width, up(count), "grid"),
      text(left - 6, up(count) + 4, shortCount(count), 'class="faint small end"'),
    ]),
    ...bins
      .filter(({ count }) => count > 0)
      .map(({ from, to, count }) =>
        rect(
          across(from),
          up(count),
          Math.max(across(to + 1) - across(from) - 0.5, 1),
          bottom - up(count),
          `fill="${hueOf(vm)}"`,
        ),
      ),
    line(left, bottom, left + width, bottom, "rule"),
    ...axisTicks(Rational.zero, scale.inUnit(Math.floor(end)), 8).flatMap(({ at, label }) => {
      const place = left + (at.approximate() / scale.inUnit(1).approximate() / end) * width;
      return [
        line(place, bottom, place, bottom + 4, "rule"),
        text(place, bottom + 17, label, 'class="faint small middle"'),
      ];
    }),
    ...(showsDeadline ? [line(across(deadline), top, across(deadline), bottom, "deadline")] : []),
  ];
}

const FOOT = 0.12;

function shortCount(count: number): string {
  if (count >= 1e9) return `${count / 1e9}G`;
  if (count >= 1e6) return `${count / 1e6}M`;
  return count >= 1e3 ? `${count / 1e3}k` : String(count);
}
