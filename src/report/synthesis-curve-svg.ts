import { Duration } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { secondsIn, type TimeUnit } from "../numeric/unit.ts";
import { readable, withUnit } from "../numeric/unit-text.ts";
import { axisTicks } from "./simulation/axis.ts";
import { fitted, hueOf, line, px, svgDocument, text } from "./simulation/svg.ts";
import { type CurveData, type CurvePointData, shareText, type VmCurveData } from "./synthesis-curve.ts";

const MARGIN = 24;
const HEADER = 66;
const PANEL = { width: 564, height: 310, gap: 22 };
const PLOT = { left: 52, right: 16, top: 64, bottom: 66 };

const STYLE = `
.curve{fill:none;stroke-width:1.75}
.alone{fill:none;stroke-width:1.25;stroke-dasharray:4 3}
.ring{fill:none;stroke:#1f2328;stroke-width:1.75}
@media (prefers-color-scheme:dark){.ring{stroke:#e6edf3}}
`;

/**
 * What each candidate period costs, a panel per VM: the share of the core over the period, with and without the switches,
 * and how many switches a second that makes. The chosen point has a ring; a cross on the axis is a period without a budget.
 */
export function curveSvg({ system, timeUnit, vms }: CurveData): string {
  const columns = vms.length > 1 ? 2 : 1;
  const rows = Math.ceil(vms.length / columns);
  const width = columns * PANEL.width + (columns - 1) * PANEL.gap + 2 * MARGIN;
  const height = HEADER + rows * (PANEL.height + PANEL.gap) + MARGIN / 2;
  const title = `Least budgets of ${system}`;
  const legend =
    "solid: budget and switches · dashed: budget alone · ring: chosen · cross: no budget is proved";
  return svgDocument(width, height, title, STYLE, [
    text(MARGIN, 28, fitted(title, width - 2 * MARGIN), 'class="title"'),
    text(MARGIN, 47, fitted(legend, width - 2 * MARGIN), 'class="faint"'),
    ...vms.flatMap((each, index) =>
      panel(
        each,
        index,
        {
          x: MARGIN + (index % columns) * (PANEL.width + PANEL.gap),
          y: HEADER + Math.floor(index / columns) * (PANEL.height + PANEL.gap),
        },
        timeUnit,
      ),
    ),
  ]);
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

function panel({ vm, chosen, points }: VmCurveData, index: number, { x, y }: Spot, unit: TimeUnit): string[] {
  const [left, right] = [x + PLOT.left, x + PANEL.width - PLOT.right];
  const [top, bottom] = [y + PLOT.top, y + PANEL.height - PLOT.bottom];
  const longest = points.at(-1)?.period ?? new Duration(Rational.one);
  const shares = points.flatMap(({ share }) => (share === null ? [] : [share]));
  const most = shares.reduce((a, b) => (a.lessThan(b) ? b : a), Rational.zero);
  const highest = most.sign() === 0 ? Rational.one : most.times(Rational.of(21n, 20n));
  const across = (period: Duration): number =>
    left + period.per(longest).approximate() * (right - left) * 0.98;
  const up = (share: Rational): number => bottom - share.dividedBy(highest).approximate() * (bottom - top);
  const colour = `stroke="${hueOf(index)}"`;
  const alone = points.map(
    ({ period, budget }) => budget && { x: across(period), y: up(budget.over(period)) },
  );
  const whole = points.map(({ period, share }) => share && { x: across(period), y: up(share) });
  const winner = points.find(({ period }) => chosen?.equals(period) === true);
  return [
    text(x, y + 14, fitted(vm, PANEL.width), 'class="bold"'),
    text(x, y + 31, fitted(summary(winner, points, unit), PANEL.width), 'class="faint small"'),
    text(x, y + 50, "share of the core", 'class="faint small"'),
    ...axisTicks(Rational.zero, highest.times(HUNDRED), 5).flatMap(({ at, label }) => {
      const place = up(at.dividedBy(HUNDRED));
      return [
        line(left, place, right, place, "grid"),
        text(left - 6, place + 4, `${label} %`, 'class="faint small end"'),
      ];
    }),
    line(left, bottom, right, bottom, "rule"),
    ...axisTicks(Rational.zero, secondsIn(unit, longest.value), 8).flatMap(({ at, label }) => {
      const period = new Duration(at.times(longest.value).dividedBy(secondsIn(unit, longest.value)));
      const place = across(period);
      const mark = [
        line(place, bottom, place, bottom + 4, "rule"),
        text(place, bottom + 17, label, 'class="faint small middle"'),
      ];
      if (!period.isPositive()) return mark;
      const switches = shortCount(Rational.of(2n).dividedBy(period.value));
      return [...mark, text(place, bottom + 32, switches, 'class="faint small middle"')];
    }),
    text(left - 12, bottom + 17, unit, 'class="faint small end"'),
    text(left - 12, bottom + 32, "1/s", 'class="faint small end"'),
    text(
      (left + right) / 2,
      bottom + 51,
      "period; below it the switches per second",
      'class="faint small middle"',
    ),
    ...strokes(alone).map((d) => `<path class="alone" ${colour} d="${d}"/>`),
    ...strokes(whole).map((d) => `<path class="curve" ${colour} d="${d}"/>`),
    ...whole.flatMap((spot) =>
      spot === null ? [] : [circle(spot, points.length > 60 ? 1.5 : 3, `fill="${hueOf(index)}"`)],
    ),
    ...points.flatMap(({ period, share }) =>
      share === null ? [cross({ x: across(period), y: bottom })] : [],
    ),
    ...(winner === undefined || winner.share === null
      ? []
      : [circle({ x: across(winner.period), y: up(winner.share) }, 7, 'class="ring"')]),
  ];
}

const HUNDRED = Rational.of(100n);

function summary(
  winner: CurvePointData | undefined,
  points: readonly CurvePointData[],
  unit: TimeUnit,
): string {
  if (winner === undefined || winner.budget === null || winner.share === null) {
    return `nothing chosen of ${points.length} candidate periods`;
  }
  const { period, budget, share, switchesPerSecond } = winner;
  return `chosen of ${points.length}: ${withUnit(unit, budget)} every ${withUnit(unit, period)} · ${shareText(share)} with switches · ${readable(switchesPerSecond)} switches a second`;
}

/** One path for each run of periods that have a budget; a lone one is a point only. */
function strokes(spots: readonly (Spot | null)[]): string[] {
  const runs: Spot[][] = [[]];
  for (const spot of spots) {
    if (spot === null) runs.push([]);
    else runs.at(-1)?.push(spot);
  }
  return runs
    .filter(({ length }) => length > 1)
    .map((run) => run.map((spot, k) => `${k === 0 ? "M" : "L"}${px(spot.x)} ${px(spot.y)}`).join(""));
}

function circle({ x, y }: Spot, radius: number, attributes: string): string {
  return `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" ${attributes}/>`;
}

function cross({ x, y }: Spot): string {
  const [a, b] = [px(x - 4), px(x + 4)];
  return `<path class="bad-line" d="M${a} ${px(y - 4)}L${b} ${px(y + 4)}M${a} ${px(y + 4)}L${b} ${px(y - 4)}"/>`;
}

function shortCount(count: Rational): string {
  const value = count.approximate();
  if (value >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(value >= 100 ? 4 : 3)));
}
