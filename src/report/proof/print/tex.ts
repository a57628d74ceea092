/** The document as LaTeX source: class article, packages of TeX Live's recommended collections, pdflatex twice. */
import {
  type Block,
  type Branch,
  type Document,
  type Section,
  type Span,
  spansOf,
  type Text,
} from "../model/document.ts";
import { breakable, escapeTex } from "./escape-tex.ts";
import { tikzOf } from "./tikz.ts";

const HEAD = String.raw`\documentclass[a4paper,10pt]{article}
\usepackage[utf8]{inputenc}
\IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}{}
\usepackage[margin=25mm]{geometry}
\usepackage{amsmath}
\usepackage{array,longtable}
\usepackage{tikz}
\usepackage[hidelinks]{hyperref}
\pdfinfoomitdate=1
\pdftrailerid{}
\pdfsuppressptexinfo=-1
\setcounter{secnumdepth}{0}
\setlength{\parindent}{0pt}
\setlength{\parskip}{5pt plus 1pt}
\setlength{\tabcolsep}{3pt}
\allowdisplaybreaks
\emergencystretch=4em
\hbadness=10000
\raggedbottom`;

export function texOf({ title, subtitle, sections }: Document): string {
  return [
    "% pdflatex, twice",
    HEAD,
    `\\hypersetup{pdftitle={${escapeTex(title)}}}`,
    "\\begin{document}",
    `{\\LARGE\\bfseries\\raggedright ${escapeTex(title)}\\par}\\smallskip{\\raggedright ${breakable(subtitle)}\\par}`,
    ...sections.map((section) => sectionOf(section, 0)),
    "\\end{document}\n",
  ].join("\n");
}

const HEADINGS = ["section", "subsection", "subsubsection"];

function sectionOf({ id, title, blocks, sections }: Section, depth: number): string {
  const command = HEADINGS[Math.min(depth, HEADINGS.length - 1)];
  return [
    // The first page answers; the reasons begin on the second.
    ...(id === "model" ? ["\\clearpage"] : []),
    `\n\\${command}{\\texorpdfstring{${breakable(title)}}{${escapeTex(title).replaceAll("$", "")}}}\\label{${id}}`,
    ...blocks.map(blockOf),
    ...sections.map((section) => sectionOf(section, depth + 1)),
  ].join("\n");
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return `${inline(block.text)}\n`;
    case "list": {
      const kind = block.ordered ? "enumerate" : "itemize";
      return `\\begin{${kind}}\\setlength{\\itemsep}{0pt}\n${block.items.map((item) => `\\item ${inline(item)}`).join("\n")}\n\\end{${kind}}`;
    }
    case "tree":
      return treeOf(block.branches, 0);
    case "table":
      return tableOf(block);
    case "formulas":
      return block.lines.map(({ tex }) => displayOf(tex)).join("\n");
    case "figure":
      return `\\begin{center}\n${tikzOf(block.drawing)}\n\n{\\small ${escapeTex(block.caption)}}\n\\end{center}`;
    case "verbatim":
      return `{\\small\\raggedright ${block.lines.map((line) => `\\texttt{${breakable(line)}}`).join("\\\\\n")}\\par}\n`;
  }
}

/** Flush left and free to break at its signs, as a long sum has to. */
const displayOf = (tex: string): string =>
  `\\begin{quote}\\raggedright$\\displaystyle ${tex.replaceAll(/\\left\s*\(/g, "(").replaceAll(/\\right\s*\)/g, ")")}$\\end{quote}`;

function tableOf({ caption, columns, rows }: Extract<Block, { kind: "table" }>): string {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  const form = columns.map(({ align, share }) => {
    const width = (share / all).toFixed(4);
    const side = align === "end" ? "\\raggedleft" : "\\raggedright";
    return `>{${side}\\arraybackslash}p{\\dimexpr ${width}\\linewidth-2\\tabcolsep\\relax}`;
  });
  const head = `\\hline ${columns.map(({ title }) => `\\textbf{${escapeTex(title)}}`).join(" & ")} \\\\ \\hline\\rule{0pt}{2.4ex}`;
  return [
    `{\\small${caption === "" ? "" : `\\emph{${escapeTex(caption)}}`}`,
    `\\begin{longtable}{@{}${form.join("")}@{}}`,
    `${head} \\endhead`,
    ...rows.map((row) => `${row.map(inline).join(" & ")} \\\\`),
    "\\hline\\end{longtable}}",
  ].join("\n");
}

/** LaTeX nests lists four levels deep; what lies deeper is indented by hand. */
function treeOf(branches: readonly Branch[], depth: number): string {
  return branches
    .map(({ text, below }) =>
      [
        `{\\leftskip=${depth}em\\rightskip=0pt plus 4em\\relax $\\cdot$ ${inline(text)}\\par}`,
        treeOf(below, depth + 1),
      ]
        .filter((part) => part !== "")
        .join("\n"),
    )
    .join("\n");
}

const inline = (text: Text): string => spansOf(text).map(spanOf).join("");

function spanOf(span: Span): string {
  if (typeof span === "string") return escapeTex(span);
  switch (span.kind) {
    case "strong":
      return `\\textbf{${breakable(span.text)}}`;
    case "code":
      return `\\texttt{${breakable(span.text)}}`;
    case "math":
      return `$${span.notation.tex}$`;
    case "reference":
      return `\\hyperref[${span.to}]{${breakable(span.text)}}`;
  }
}
