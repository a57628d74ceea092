/** A frame with round numbers on both sides. */
import { Rational } from "../../../numeric/rational.ts";
import { axisTicks } from "../../simulation/axis.ts";
import { INK, type Point, type Stroke } from "../model/drawing.ts";

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** From quantities to places in the frame. */
export interface Axes {
  readonly place: (x: bigint, y: bigint) => Point;
  readonly strokes: readonly Stroke[];
}

/** How many lines stand beside and below one another. */
const ACROSS = 8;
const UP = 5;

/** `unit` is the length of a tick in the unit that is written. */
export function axesOf(frame: Frame, from: bigint, to: bigint, highest: bigint, unit: Rational): Axes {
  const { left, right, top, bottom } = frame;
  const across = share(from, to, right - left);
  const up = share(0n, highest, bottom - top);
  const place = (x: bigint, y: bigint): Point => [left + across(x), bottom - up(y)];
  const inUnit = (ticks: bigint): Rational => Rational.of(ticks).times(unit);
  const grid = (points: readonly Point[]): Stroke => ({ kind: "path", points, ink: INK.grid, width: 1 });
  const vertical = axisTicks(inUnit(from), inUnit(to), ACROSS).flatMap(({ at, label }): Stroke[] => {
    const x = left + fraction(at, inUnit(from), inUnit(to)) * (right - left);
    return [
      grid([
        [x, top],
        [x, bottom],
      ]),
      { kind: "label", at: [x, bottom + 14], text: label, anchor: "middle", ink: INK.faint },
    ];
  });
  const horizontal =
    highest === 0n
      ? []
      : axisTicks(Rational.zero, inUnit(highest), UP).flatMap(({ at, label }): Stroke[] => {
          const y = bottom - fraction(at, Rational.zero, inUnit(highest)) * (bottom - top);
          return [
            grid([
              [left, y],
              [right, y],
            ]),
            { kind: "label", at: [left - 5, y + 4], text: label, anchor: "end", ink: INK.faint },
          ];
        });
  return { place, strokes: [...vertical, ...horizontal] };
}

const share = (from: bigint, to: bigint, length: number): ((at: bigint) => number) =>
  to === from ? () => 0 : (at) => Rational.of(at - from, to - from).approximate() * length;

const fraction = (at: Rational, from: Rational, to: Rational): number =>
  from.equals(to) ? 0 : at.minus(from).dividedBy(to.minus(from)).approximate();
