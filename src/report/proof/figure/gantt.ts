/** Who ran when, up to a missed deadline. */
import { Rational } from "../../../numeric/rational.ts";
import { fitted, hueOf } from "../../simulation/svg.ts";
import { type Drawing, INK, type Point, type Stroke } from "../model/drawing.ts";
import type { Refutation } from "../refutation.ts";
import type { TimeScale } from "../time-scale.ts";
import { axesOf } from "./axes.ts";

const WIDTH = 640;
const ROW = 26;
const LEFT = 120;
const RIGHT = WIDTH - 14;
const TOP = 26;

/** Pieces beyond which the picture shows only the end of the course. */
const MOST_PIECES = 160;

/** Where the picture begins, in parts. */
export function ganttFrom({ course: { pieces } }: Refutation): bigint {
  return pieces.length > MOST_PIECES ? (pieces.at(-MOST_PIECES)?.from ?? 0n) : 0n;
}

export function ganttDrawing(refutation: Refutation, scale: TimeScale, title: string): Drawing {
  const { course, late, scale: parts } = refutation;
  const { rows, pieces, due } = course;
  const from = ganttFrom(refutation);
  const to = due + (due - from) / 25n + 1n;
  const bottom = TOP + (rows.length + 1) * ROW;
  const unit = scale.tick.dividedBy(Rational.of(parts));
  const { place, strokes } = axesOf({ left: LEFT, right: RIGHT, top: TOP, bottom }, from, to, 0n, unit);
  const x = (at: bigint): number => place(at < from ? from : at > to ? to : at, 0n)[0];
  const base = (row: number): number => TOP + (row + 2) * ROW - 5;
  const label = (at: Point, text: string, ink: string, anchor: "start" | "middle" | "end"): Stroke => ({
    kind: "label",
    at,
    text,
    ink,
    anchor,
  });
  const box = (row: number, start: bigint, end: bigint, ink: string, height: number): Stroke => ({
    kind: "box",
    at: [x(start), base(row) - height],
    width: Math.max(0.4, x(end) - x(start)),
    height,
    ink,
  });
  const visible = pieces.filter((piece) => piece.to > from);
  const ink = (row: number): string =>
    rows[row]?.kind === "task" ? hueOf(row - rows.findIndex(({ kind }) => kind === "task")) : INK.load;
  const names = ["supply", ...rows.map(({ name }) => name)];
  return {
    width: WIDTH,
    height: bottom + 34,
    title,
    strokes: [
      ...strokes,
      ...names.map((name, row) =>
        label([LEFT - 8, base(row - 1) - 3], fitted(name, LEFT - 14), INK.text, "end"),
      ),
      ...names.map(
        (_, row): Stroke => ({
          kind: "path",
          points: [
            [LEFT, base(row - 1)],
            [RIGHT, base(row - 1)],
          ],
          ink: INK.faint,
          width: 0.7,
        }),
      ),
      ...visible.map((piece) => box(-1, piece.from, piece.to, "#b9d3ea", 9)),
      ...visible.flatMap((piece) =>
        piece.row === null ? [] : [box(piece.row, piece.from, piece.to, ink(piece.row), 15)],
      ),
      ...(late.arrival >= from && late.arrival >= 0n
        ? [
            upright(x(late.arrival), bottom, INK.text),
            label([x(late.arrival), TOP - 10], "arrival", INK.text, "start"),
          ]
        : []),
      upright(x(late.due), bottom, INK.demand),
      label([x(late.due), TOP - 10], "deadline missed", INK.demand, "end"),
      label([(LEFT + RIGHT) / 2, bottom + 30], `time (${scale.unit})`, INK.faint, "middle"),
    ],
  };
}

const upright = (x: number, bottom: number, ink: string): Stroke => ({
  kind: "path",
  points: [
    [x, TOP - 6],
    [x, bottom],
  ],
  ink,
  width: 1.4,
  dashed: true,
});
