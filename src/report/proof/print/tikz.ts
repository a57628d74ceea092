/** Drawings as TikZ pictures: plain paths, boxes and nodes, no package but tikz. */
import { px } from "../../simulation/svg.ts";
import type { Drawing, Point, Stroke } from "../model/drawing.ts";
import { escapeTex } from "./escape-tex.ts";

/** Width of the text of an A4 page with 25 mm margins, in centimetres. */
const TEXT_WIDTH = 16;

export function tikzOf({ width, strokes }: Drawing): string {
  const unit = `${(TEXT_WIDTH / width).toFixed(5)}cm`;
  const inks = [...new Set(strokes.map(({ ink }) => ink))];
  return [
    ...inks.map((ink) => `\\definecolor{${colour(ink)}}{HTML}{${ink.slice(1).toUpperCase()}}`),
    `\\begin{tikzpicture}[x=${unit},y=-${unit},font=\\sffamily\\tiny,inner sep=0pt]`,
    ...strokes.map(strokeOf),
    "\\end{tikzpicture}",
  ].join("\n");
}

const colour = (ink: string): string => `hb${ink.slice(1)}`;

/** Letters per line are limited in some editors, and so is TeX's patience. */
const POINTS_PER_LINE = 8;

function strokeOf(stroke: Stroke): string {
  const place = ([x, y]: Point): string => `(${px(x)},${px(y)})`;
  switch (stroke.kind) {
    case "path": {
      const points = stroke.points.map((point, index) =>
        index > 0 && index % POINTS_PER_LINE === 0 ? `\n${place(point)}` : place(point),
      );
      const dashed = stroke.dashed === true ? ",densely dashed" : "";
      return `\\draw[${colour(stroke.ink)},line width=${px(stroke.width * 0.5)}pt${dashed}] ${points.join("--")};`;
    }
    case "box": {
      const [x, y] = stroke.at;
      return `\\fill[${colour(stroke.ink)}] ${place(stroke.at)} rectangle ${place([x + stroke.width, y + stroke.height])};`;
    }
    case "dot":
      return `\\fill[${colour(stroke.ink)}] ${place(stroke.at)} circle (1.4pt);`;
    case "label": {
      const anchor = { start: "base west", middle: "base", end: "base east" }[stroke.anchor];
      return `\\node[${colour(stroke.ink)},anchor=${anchor}] at ${place(stroke.at)} {${escapeTex(stroke.text)}};`;
    }
  }
}
