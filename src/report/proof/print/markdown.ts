/** The document as plain Markdown: formulas in letters, figures as the facts that they show. */
import {
  type Block,
  type Branch,
  type Document,
  type Section,
  type Span,
  spansOf,
  type Text,
} from "../model/document.ts";

export function markdownOf({ title, subtitle, sections }: Document): string {
  const parts = [
    `# ${escaped(title)}`,
    escaped(subtitle),
    ...sections.flatMap((section) => sectionLines(section, 2)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function sectionLines({ title, blocks, sections }: Section, depth: number): string[] {
  return [
    `${"#".repeat(Math.min(depth, 6))} ${escaped(title)}`,
    ...blocks.map(blockOf).filter((text) => text !== ""),
    ...sections.flatMap((section) => sectionLines(section, depth + 1)),
  ];
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return inline(block.text);
    case "list":
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${inline(item)}`)
        .join("\n");
    case "tree":
      return block.branches.map((branch) => branchOf(branch, "")).join("\n");
    case "table": {
      const { columns, rows, caption } = block;
      const head = `| ${columns.map(({ title }) => escaped(title)).join(" | ")} |`;
      const rule = `|${columns.map(({ align }) => (align === "end" ? "---:" : "---")).join("|")}|`;
      const body = rows.map(
        (row) => `| ${row.map((cell) => inline(cell).replaceAll("|", "\\|")).join(" | ")} |`,
      );
      return `${caption === "" ? "" : `*${escaped(caption)}*\n\n`}${[head, rule, ...body].join("\n")}`;
    }
    case "formulas":
      return ["```text", ...block.lines.map(({ text }) => text), "```"].join("\n");
    case "figure":
      return [`*${escaped(block.caption)}*`, "", "```text", ...block.facts, "```"].join("\n");
    case "verbatim":
      return ["```sh", ...block.lines, "```"].join("\n");
  }
}

function branchOf({ text, below }: Branch, indent: string): string {
  return [`${indent}- ${inline(text)}`, ...below.map((branch) => branchOf(branch, `${indent}  `))].join("\n");
}

const inline = (text: Text): string => spansOf(text).map(spanOf).join("");

function spanOf(span: Span): string {
  if (typeof span === "string") return escaped(span);
  switch (span.kind) {
    case "strong":
      // Markdown knows no bold text that ends with a space.
      return escaped(span.text).replace(/^(.*?)(\s*)$/s, "**$1**$2");
    case "code":
      return codeSpan(span.text);
    case "math":
      return codeSpan(span.notation.text);
    case "reference":
      return escaped(span.text);
  }
}

const codeSpan = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

/** Signs that Markdown would take for its own. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\`*_<>[\]]/g, (sign) => `\\${sign}`).replaceAll("\n", " ");
