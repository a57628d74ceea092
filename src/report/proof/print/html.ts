/** The document as one HTML file without script, network or outside font; also well-formed XML. */
import { escapeXml } from "../../simulation/svg.ts";
import {
  type Block,
  type Branch,
  type Document,
  type Section,
  type Span,
  spansOf,
  type Text,
} from "../model/document.ts";
import { STYLE } from "./html-style.ts";
import type { Typeset } from "./mathml.ts";
import { svgOf } from "./svg.ts";

/** Rows beyond which a table is folded, and steps beyond which the sections of a chapter are. */
const LONGEST_OPEN = 12;
const MOST_OPEN = 8;

export function htmlOf({ title, subtitle, sections }: Document, typeset: Typeset): string {
  const contents = sections.map(({ id, title: name }) => `<li><a href="#${id}">${escapeXml(name)}</a></li>`);
  return [
    "<!DOCTYPE html>",
    '<html lang="en" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"/>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    `<title>${escapeXml(title)}</title>`,
    `<style>${STYLE}</style></head><body><main>`,
    `<h1>${escapeXml(title)}</h1><p class="subtitle">${escapeXml(subtitle)}</p>`,
    `<nav aria-label="Contents"><ul>${contents.join("")}</ul></nav>`,
    ...sections.map((section) => sectionOf(section, 2, typeset, false)),
    "</main></body></html>\n",
  ].join("\n");
}

function sectionOf(
  { id, title, blocks, sections }: Section,
  depth: number,
  typeset: Typeset,
  fold: boolean,
): string {
  const level = Math.min(depth, 6);
  const body = [
    ...blocks.map((block) => blockOf(block, typeset)),
    ...sections.map((each) => sectionOf(each, depth + 1, typeset, sections.length > MOST_OPEN)),
  ].join("\n");
  const heading = `<h${level}>${escapeXml(title)}</h${level}>`;
  return fold
    ? `<section id="${id}"><details><summary>${heading}</summary>\n${body}</details></section>`
    : `<section id="${id}">${heading}\n${body}</section>`;
}

function blockOf(block: Block, typeset: Typeset): string {
  const inline = (text: Text): string =>
    spansOf(text)
      .map((span) => spanOf(span, typeset))
      .join("");
  switch (block.kind) {
    case "paragraph":
      return `<p>${inline(block.text)}</p>`;
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      return `<${tag}>${block.items.map((item) => `<li>${inline(item)}</li>`).join("")}</${tag}>`;
    }
    case "tree":
      return treeOf(block.branches, inline);
    case "table": {
      const { caption, columns, rows } = block;
      const kind = columns.map(({ align }) => (align === "end" ? ' class="number"' : ""));
      const head = columns.map(
        ({ title }, index) => `<th scope="col"${kind[index]}>${escapeXml(title)}</th>`,
      );
      const all = columns.reduce((sum, { share }) => sum + share, 0);
      const widths = columns.map(({ share }) => `<col style="width:${((100 * share) / all).toFixed(1)}%"/>`);
      const body = rows.map(
        (row) => `<tr>${row.map((cell, index) => `<td${kind[index]}>${inline(cell)}</td>`).join("")}</tr>`,
      );
      const table = `<div class="wide"><table>${caption === "" ? "" : `<caption>${escapeXml(caption)}</caption>`}<colgroup>${widths.join("")}</colgroup><thead><tr>${head.join("")}</tr></thead>\n<tbody>${body.join("\n")}</tbody></table></div>`;
      return rows.length > LONGEST_OPEN
        ? `<details><summary>${rows.length} rows${caption === "" ? "" : `: ${escapeXml(caption)}`}</summary>${table}</details>`
        : table;
    }
    case "formulas":
      return block.lines.map((line) => `<div class="formula">${typeset(line, true)}</div>`).join("\n");
    case "figure":
      return `<figure>${svgOf(block.drawing, "system-ui, sans-serif")}<figcaption>${escapeXml(block.caption)}</figcaption></figure>`;
    case "verbatim":
      return `<pre>${block.lines.map(escapeXml).join("\n")}</pre>`;
  }
}

function treeOf(branches: readonly Branch[], inline: (text: Text) => string): string {
  if (branches.length === 0) return "";
  return `<ul class="tree">${branches.map(({ text, below }) => `<li>${inline(text)}${treeOf(below, inline)}</li>`).join("")}</ul>`;
}

function spanOf(span: Span, typeset: Typeset): string {
  if (typeof span === "string") return escapeXml(span);
  switch (span.kind) {
    case "strong":
      return `<strong>${escapeXml(span.text)}</strong>`;
    case "code":
      return `<code>${escapeXml(span.text)}</code>`;
    case "math":
      return typeset(span.notation, false);
    case "reference":
      return `<a href="#${span.to}">${escapeXml(span.text)}</a>`;
  }
}
