/** A picture of a few kinds of strokes, so that SVG and TikZ can both draw it. Lengths in pixels, from the top left. */

export type Point = readonly [x: number, y: number];

export type Stroke =
  | {
      readonly kind: "path";
      readonly points: readonly Point[];
      readonly ink: string;
      readonly width: number;
      readonly dashed?: boolean;
    }
  | {
      readonly kind: "box";
      readonly at: Point;
      readonly width: number;
      readonly height: number;
      readonly ink: string;
    }
  | { readonly kind: "dot"; readonly at: Point; readonly ink: string }
  | {
      readonly kind: "label";
      readonly at: Point;
      readonly text: string;
      readonly anchor: "start" | "middle" | "end";
      readonly ink: string;
    };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** For those who cannot see it. */
  readonly title: string;
  readonly strokes: readonly Stroke[];
}

/** Told apart by lightness as well as by hue, so that a grey print can be read. */
export const INK = {
  supply: "#1f6fb2",
  demand: "#a3341f",
  text: "#1f2328",
  faint: "#59636e",
  grid: "#d1d9e0",
  load: "#8c96a0",
} as const;
