/** Supply and demand over the length of a window, with the points that decide. */
import type { Rational } from "../../../numeric/rational.ts";
import { type Drawing, INK, type Point, type Stroke } from "../model/drawing.ts";
import { axesOf } from "./axes.ts";

export interface Line {
  readonly name: string;
  readonly role: "supply" | "demand";
  readonly points: readonly (readonly [bigint, bigint])[];
}

export interface Staircase {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Points that decide, in ticks. */
  readonly marks: readonly (readonly [bigint, bigint])[];
  readonly horizon: bigint;
  readonly unit: Rational;
  readonly unitName: string;
}

const WIDTH = 640;
const HEIGHT = 300;
const FRAME = { left: 58, right: WIDTH - 14, top: 46, bottom: HEIGHT - 42 };

export function staircaseDrawing({ title, lines, marks, horizon, unit, unitName }: Staircase): Drawing {
  const highest = lines.flatMap(({ points }) => points).reduce((most, [, y]) => (y > most ? y : most), 1n);
  const { place, strokes } = axesOf(FRAME, 0n, horizon, highest, unit);
  const label = (
    x: number,
    y: number,
    text: string,
    ink: string,
    anchor: "start" | "middle" | "end" = "start",
  ): Stroke => ({
    kind: "label",
    at: [x, y],
    text,
    anchor,
    ink,
  });
  const curves = lines.map(({ role, points }): Stroke => {
    const drawn = points.map(([x, y]): Point => place(x, y < 0n ? 0n : y));
    return role === "supply"
      ? { kind: "path", points: drawn, ink: INK.supply, width: 2 }
      : { kind: "path", points: drawn, ink: INK.demand, width: 1.6, dashed: true };
  });
  const legend = lines.flatMap(({ name, role }, index): Stroke[] => {
    const x = FRAME.left + index * 280;
    const points: Point[] = [
      [x, 10],
      [x + 26, 10],
    ];
    const ink = INK[role];
    return [
      role === "supply"
        ? { kind: "path", points, ink, width: 2 }
        : { kind: "path", points, ink, width: 1.6, dashed: true },
      label(x + 32, 14, name, INK.text),
    ];
  });
  const { left, right, bottom } = FRAME;
  return {
    width: WIDTH,
    height: HEIGHT,
    title,
    strokes: [
      ...strokes,
      ...curves,
      ...marks.map(([x, y]): Stroke => ({ kind: "dot", at: place(x, y), ink: INK.text })),
      {
        kind: "path",
        points: [
          [left, FRAME.top],
          [left, bottom],
          [right, bottom],
        ],
        ink: INK.faint,
        width: 1,
      },
      ...legend,
      label((left + right) / 2, HEIGHT - 8, `length of the window (${unitName})`, INK.faint, "middle"),
      label(left, FRAME.top - 8, `processor time (${unitName})`, INK.faint, "start"),
    ],
  };
}
