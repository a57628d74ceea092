/** The document as PDF with its fonts inside. The door to pdfmake, which is loaded only here. */
import type { Content, ContentStack, TDocumentDefinitions } from "pdfmake/interfaces.js";
import {
  type Block,
  type Branch,
  type Document,
  type Section,
  type Span,
  spansOf,
  type Text,
} from "../model/document.ts";
import { svgOf } from "./svg.ts";

/** What only the caller knows: where the fonts are, and the one instant that every report was made at. */
export interface PdfSettings {
  readonly fonts: Readonly<Record<"text" | "bold" | "fixed", string>>;
  readonly created: NonNullable<NonNullable<TDocumentDefinitions["info"]>["creationDate"]>;
}

export async function pdfOf(document: Document, { fonts, created }: PdfSettings): Promise<Uint8Array> {
  const { default: pdfmake } = await import("pdfmake");
  const known = [fonts.text, fonts.bold, fonts.fixed];
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => known.includes(path));
  pdfmake.setFonts({
    Text: { normal: fonts.text, bold: fonts.bold, italics: fonts.text, bolditalics: fonts.bold },
    Fixed: { normal: fonts.fixed, bold: fonts.fixed, italics: fonts.fixed, bolditalics: fonts.fixed },
  });
  return await pdfmake.createPdf(definitionOf(document, created)).getBuffer();
}

/** Width of the text of an A4 page in points. */
const TEXT_WIDTH = 595 - 2 * 57;

function definitionOf(
  { title, subtitle, sections }: Document,
  created: PdfSettings["created"],
): TDocumentDefinitions {
  return {
    pageSize: "A4",
    pageMargins: [57, 57, 57, 62],
    // The name of the file inside the file is a hash of this date, too.
    info: { title, creationDate: created },
    defaultStyle: { font: "Text", fontSize: 8.5, lineHeight: 1.25 },
    styles: {
      title: { fontSize: 17, bold: true, lineHeight: 1.1 },
      h0: { fontSize: 13, bold: true, margin: [0, 14, 0, 4] },
      h1: { fontSize: 10, bold: true, margin: [0, 8, 0, 3] },
      h2: { fontSize: 9, bold: true, margin: [0, 6, 0, 2] },
      small: { fontSize: 7.5, color: "#59636e" },
    },
    footer: (page, pages) => ({
      text: `${page} / ${pages}`,
      alignment: "center",
      style: "small",
      margin: [0, 18, 0, 0],
    }),
    content: [
      { text: title, style: "title" },
      { text: soft(subtitle), style: "small", margin: [0, 2, 0, 6] },
      ...sections.flatMap((section) => sectionOf(section, 0)),
    ],
  };
}

function sectionOf({ id, title, blocks, sections }: Section, depth: number): Content[] {
  const style = `h${Math.min(depth, 2)}`;
  const heading: Content = { text: soft(title), style, id };
  const [first = [], ...rest] = kept(blocks);
  const begun = together([heading, ...first]);
  return [
    // The first page answers; the reasons begin on the second.
    id === "model" ? { ...begun, pageBreak: "before" } : begun,
    ...rest.map(together),
    ...sections.flatMap((section) => sectionOf(section, depth + 1)),
  ];
}

/** Blocks that no end of a page should part: a sentence and the formulas, list or table that it announces. */
function kept(blocks: readonly Block[]): Content[][] {
  const groups: Content[][] = [];
  let open = false;
  for (const block of blocks) {
    const content = blockOf(block);
    if (open && (block.kind === "formulas" || block.kind === "figure")) groups.at(-1)?.push(...content);
    else groups.push(content);
    open = block.kind === "paragraph";
  }
  return groups;
}

/** Rows up to which a table stays on one page. */
const MOST_TOGETHER = 12;

/** One unbreakable stack, unless it holds what may be longer than a page. */
function together(contents: Content[]): ContentStack {
  const long = contents.some(
    (content) =>
      typeof content === "object" &&
      (("table" in content && content.table.body.length > MOST_TOGETHER) ||
        "ul" in content ||
        "ol" in content),
  );
  return { stack: contents, unbreakable: !long };
}

function blockOf(block: Block): Content[] {
  switch (block.kind) {
    case "paragraph":
      return [{ text: inline(block.text), margin: [0, 2, 0, 3] }];
    case "list": {
      const items = block.items.map((item): Content => ({ text: inline(item) }));
      return [block.ordered ? { ol: items, margin: [0, 2, 0, 3] } : { ul: items, margin: [0, 2, 0, 3] }];
    }
    case "tree":
      return block.branches.flatMap((branch) => branchOf(branch, 0));
    case "table":
      return tableOf(block);
    case "formulas":
      return block.lines.map(({ text }): Content => ({ text, margin: [14, 2, 0, 2] }));
    case "figure": {
      const { caption, drawing } = block;
      return [
        { svg: svgOf(drawing, "Text"), width: Math.min(TEXT_WIDTH, drawing.width), margin: [0, 5, 0, 2] },
        { text: soft(caption), style: "small", margin: [0, 0, 0, 6] },
      ];
    }
    case "verbatim":
      return [{ text: block.lines.join("\n"), font: "Fixed", fontSize: 7.5, margin: [8, 2, 0, 4] }];
  }
}

/** Between two columns, in this layout. */
const PADDING = 16;

function tableOf({ caption, columns, rows }: Extract<Block, { kind: "table" }>): Content[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  const head = columns.map(
    ({ title, align }): Content => ({
      text: title,
      bold: true,
      alignment: align === "end" ? "right" : "left",
    }),
  );
  const body = rows.map((row) =>
    row.map(
      (cell, index): Content => ({
        text: inline(cell),
        alignment: columns[index]?.align === "end" ? "right" : "left",
      }),
    ),
  );
  const widths = columns.map(({ share }) => ((TEXT_WIDTH - PADDING * (columns.length - 1)) * share) / all);
  return [
    ...(caption === "" ? [] : [{ text: soft(caption), style: "small", margin: [0, 4, 0, 1] } as Content]),
    {
      table: { headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, widths, body: [head, ...body] },
      layout: "lightHorizontalLines",
      fontSize: 7.5,
      margin: [0, 1, 0, 6],
    },
  ];
}

function branchOf({ text, below }: Branch, depth: number): Content[] {
  return [
    { text: ["· ", ...inline(text)], margin: [depth * 10, 1, 0, 0] },
    ...below.flatMap((branch) => branchOf(branch, depth + 1)),
  ];
}

const inline = (text: Text): Content[] => spansOf(text).map(spanOf);

function spanOf(span: Span): Content {
  if (typeof span === "string") return span;
  switch (span.kind) {
    case "strong":
      return { text: soft(span.text), bold: true };
    case "code":
      return { text: span.text, font: "Fixed", fontSize: 7.2 };
    case "math":
      return { text: span.notation.text };
    case "reference":
      return { text: soft(span.text), linkToDestination: span.to };
  }
}

/** Names and hashes may be broken: a space without width after the signs between their words. */
const soft = (text: string): string =>
  text.replaceAll(/([/:_.-])(?=[^\s/])/g, "$1\u200b").replaceAll(/([0-9a-f]{16})(?=[0-9a-f])/g, "$1\u200b");
