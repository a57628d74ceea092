/** One line of a plot: values over the categories of its axis; null where there is none. */
export interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface LinePlot {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly categories: readonly string[];
  readonly lines: readonly Line[];
}

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 64;
const RIGHT = 24;
const TOP = 44;
const BOTTOM = 56;
const COLOURS = ["#0b63a5", "#c1440e", "#2e7d32", "#6a3d9a"];
const DASHES = ["", "6 3", "2 3", "8 3 2 3"];

/** An SVG of lines over categories: the same text for the same numbers. */
export function plotLines({ title, xLabel, yLabel, categories, lines }: LinePlot): string {
  const most = Math.max(...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const step = niceStep(most);
  const top = Math.ceil(most / step) * step;
  const x = (index: number): number => LEFT + ((index + 0.5) * (WIDTH - LEFT - RIGHT)) / categories.length;
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="20" font-size="14" font-weight="bold">${title}</text>`,
  ];
  for (let value = 0; value <= top + step / 2; value += step) {
    parts.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${show(y(value))}" y2="${show(y(value))}" stroke="#dddddd"/>`,
      `<text x="${LEFT - 8}" y="${show(y(value) + 4)}" text-anchor="end">${show(value)}</text>`,
    );
  }
  categories.forEach((category, index) => {
    parts.push(
      `<text x="${show(x(index))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${category}</text>`,
    );
  });
  parts.push(
    `<text x="${(WIDTH + LEFT - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${xLabel}</text>`,
    `<text transform="translate(16 ${(HEIGHT + TOP - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${yLabel}</text>`,
  );
  lines.forEach(({ name, values }, index) => {
    const colour = COLOURS[index % COLOURS.length]!;
    const points = values.flatMap((value, at) =>
      value === null ? [] : [`${show(x(at))},${show(y(value))}`],
    );
    parts.push(
      `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${DASHES[index % DASHES.length]}"/>`,
      ...points.map((point) => {
        const [cx, cy] = point.split(",");
        return `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`;
      }),
      ...(lines.length > 1
        ? [`<text x="${LEFT + 8 + index * 180}" y="${TOP - 8}" fill="${colour}">${name}</text>`]
        : []),
    );
  });
  return `${parts.join("\n")}\n</svg>\n`;
}

/** 1, 2 or 5 times a power of ten, so that there are four to ten steps. */
function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  return power * ([5, 2].find((factor) => most / (factor * power) >= 4) ?? 1);
}

function show(value: number): string {
  return String(Math.round(value * 100) / 100);
}
