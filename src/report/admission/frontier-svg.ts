import { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { readable } from "../../numeric/unit-text.ts";
import { hueOf, line, px, svgDocument, text } from "../simulation/svg.ts";
import type { FrontierData } from "./admission-data.ts";

const WIDTH = 560;
const HEIGHT = 400;
const LEFT = 78;
const RIGHT = 24;
const TOP = 52;
const BOTTOM = 56;

/**
 * The rates of two sources at which both are admitted: everything under the staircase. Between two points that were
 * checked only the lower one is drawn, since nothing is claimed for what lies between.
 */
export function frontierSvg({ names, points }: FrontierData): string {
  const rates = points.map(({ first, second }) => ({ x: rate(first), y: rate(second) }));
  const [mostX, mostY] = [most(rates.map(({ x }) => x)), most(rates.map(({ y }) => y))];
  const atX = (x: Rational): number => LEFT + share(x, mostX) * (WIDTH - LEFT - RIGHT);
  const atY = (y: Rational): number => HEIGHT - BOTTOM - share(y, mostY) * (HEIGHT - TOP - BOTTOM);
  const corners = rates.map(({ x, y }) => ({ x: atX(x), y: atY(y) })).reverse();
  const [start] = corners;
  const path =
    start === undefined
      ? []
      : [
          `<path class="area" d="M${px(LEFT)} ${px(HEIGHT - BOTTOM)}V${px(start.y)}${stairs(corners)}V${px(HEIGHT - BOTTOM)}Z"/>`,
        ];
  return svgDocument(WIDTH, HEIGHT, `Admissible rates of ${names.join(" and ")}`, STYLE, [
    text(LEFT, 26, `Admissible rates of ${names.join(" and ")}`, 'class="title"'),
    ...path,
    ...corners.map(({ x, y }) => `<circle class="point" cx="${px(x)}" cy="${px(y)}" r="3"/>`),
    line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "rule"),
    line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, "rule"),
    text(WIDTH - RIGHT, HEIGHT - BOTTOM + 18, readable(mostX), 'class="end small"'),
    text(LEFT, HEIGHT - BOTTOM + 18, "0", 'class="middle small"'),
    text(LEFT - 6, TOP + 4, readable(mostY), 'class="end small"'),
    text(WIDTH - RIGHT, HEIGHT - 14, `${names[0]}, events per second`, 'class="end"'),
    text(LEFT - 66, TOP - 12, `${names[1]}, events per second`),
  ]);
}

/** Along the highest second rate that was checked at this first rate or a higher one. */
function stairs(corners: readonly { readonly x: number; readonly y: number }[]): string {
  return corners.map(({ x, y }) => `V${px(y)}H${px(x)}`).join("");
}

function rate(separation: Duration | null): Rational {
  return separation === null ? Rational.zero : new Duration(Rational.one).per(separation);
}

function most(rates: readonly Rational[]): Rational {
  return rates.reduce((best, each) => (best.lessThan(each) ? each : best), Rational.zero);
}

function share(value: Rational, whole: Rational): number {
  return whole.sign() === 0 ? 0 : value.dividedBy(whole).approximate();
}

const STYLE = `
.area{fill:${hueOf(0)};fill-opacity:.25;stroke:${hueOf(0)};stroke-width:1.5}
.point{fill:${hueOf(0)}}`;
