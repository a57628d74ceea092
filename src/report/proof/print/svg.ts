/** Drawings as SVG, with every property at its stroke: no style sheet, so that the PDF printer understands it as well. */
import { escapeXml, px } from "../../simulation/svg.ts";
import type { Drawing, Stroke } from "../model/drawing.ts";

export function svgOf({ width, height, title, strokes }: Drawing, font: string): string {
  const size = `width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<g font-family="${font}" font-size="11">`,
    ...strokes.map(strokeOf),
    "</g></svg>",
  ].join("\n");
}

function strokeOf(stroke: Stroke): string {
  switch (stroke.kind) {
    case "path": {
      const points = stroke.points.map(([x, y]) => `${px(x)},${px(y)}`).join(" ");
      const dashes = stroke.dashed === true ? ' stroke-dasharray="5 3"' : "";
      return `<polyline points="${points}" fill="none" stroke="${stroke.ink}" stroke-width="${px(stroke.width)}"${dashes}/>`;
    }
    case "box": {
      const [x, y] = stroke.at;
      return `<rect x="${px(x)}" y="${px(y)}" width="${px(stroke.width)}" height="${px(stroke.height)}" fill="${stroke.ink}"/>`;
    }
    case "dot": {
      const [x, y] = stroke.at;
      return `<circle cx="${px(x)}" cy="${px(y)}" r="3.5" fill="${stroke.ink}" stroke="#ffffff" stroke-width="1"/>`;
    }
    case "label": {
      const [x, y] = stroke.at;
      const anchor = stroke.anchor === "start" ? "" : ` text-anchor="${stroke.anchor}"`;
      return `<text x="${px(x)}" y="${px(y)}" fill="${stroke.ink}"${anchor}>${escapeXml(stroke.text)}</text>`;
    }
  }
}
