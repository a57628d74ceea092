/** A proof-style report of an accepted certificate, in one of four forms. The same certificate gives the same bytes. */
import { readCertified } from "./certified.ts";
import { loadFormulas } from "./formula.ts";
import { goalGraph } from "./outline/gsn.ts";
import { documentOf } from "./outline/outline.ts";
import { dotOf } from "./print/dot.ts";
import { htmlOf } from "./print/html.ts";
import { markdownOf } from "./print/markdown.ts";
import { loadTypesetting } from "./print/mathml.ts";
import { type PdfSettings, pdfOf } from "./print/pdf.ts";
import { texOf } from "./print/tex.ts";

export const FORMATS = ["md", "html", "tex", "pdf"] as const;
export type Format = (typeof FORMATS)[number];

/** @throws InputError where the checker refuses the certificate. */
export async function proofReport(
  certificate: string,
  format: Format,
  pdf: PdfSettings,
): Promise<string | Uint8Array> {
  const document = documentOf(readCertified(certificate), await loadFormulas());
  switch (format) {
    case "md":
      return markdownOf(document);
    case "html":
      return htmlOf(document, await loadTypesetting());
    case "tex":
      return texOf(document);
    case "pdf":
      return await pdfOf(document, pdf);
  }
}

/** The argument as a goal structure for Graphviz. @throws InputError where the checker refuses the certificate. */
export const goalStructure = (certificate: string): string => dotOf(goalGraph(readCertified(certificate)));
