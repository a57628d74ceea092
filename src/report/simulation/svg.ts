/** Colours of VMs: told apart by people with any colour vision, on a light page and on a dark one. */
const HUES = ["#3b82c4", "#d9822b", "#2f9e77", "#b565c9", "#b59a1f", "#4ea3d8", "#a0705a", "#7f8c9a"];

export function hueOf(index: number): string {
  return HUES[(index + HUES.length) % HUES.length]!;
}

/** A coordinate: two decimals are below what an eye can see. */
export function px(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(Object.is(rounded, -0) ? 0 : rounded);
}

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Text shortened to a width in pixels, at the width of an average letter of the page's 12 px font. */
export function fitted(text: string, width: number): string {
  const letters = [...text];
  const room = Math.max(1, Math.floor(width / 6.6));
  return letters.length <= room ? text : `${letters.slice(0, room - 1).join("")}…`;
}

export function text(x: number, y: number, content: string, attributes = ""): string {
  return `<text x="${px(x)}" y="${px(y)}"${attributes === "" ? "" : ` ${attributes}`}>${escapeXml(content)}</text>`;
}

export function rect(x: number, y: number, width: number, height: number, attributes: string): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" ${attributes}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line class="${kind}" x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}"/>`;
}

/** A whole picture, with its own colours for light and for dark pages and no font that a reader might lack. */
export function svgDocument(
  width: number,
  height: number,
  title: string,
  style: string,
  body: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${PAGE}${style}</style>`,
    `<rect class="page" width="100%" height="100%"/>`,
    ...body,
    "</svg>\n",
  ].join("\n");
}

const PAGE = `
text{font:12px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1f2328}
.page{fill:#fff}
.title{font-size:15px;font-weight:600}
.faint{fill:#59636e}
.small{font-size:11px}
.end{text-anchor:end}
.middle{text-anchor:middle}
.bold{font-weight:600}
.grid{stroke:#d1d9e0;stroke-width:1}
.rule{stroke:#59636e;stroke-width:1}
.bad{fill:#cf222e}
.bad-line{stroke:#cf222e;stroke-width:1.5;fill:none}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}
.page{fill:#0d1117}
.faint{fill:#9198a1}
.grid{stroke:#2a313c}
.rule{stroke:#9198a1}
.bad{fill:#ff7b72}
.bad-line{stroke:#ff7b72}
}`;
