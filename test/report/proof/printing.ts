import { createRequire } from "node:module";
import type { PdfSettings } from "../../../src/report/proof/print/pdf.ts";
import { type Format, proofReport } from "../../../src/report/proof/report.ts";
import { certified, fixture } from "../../support/certified.ts";

const { resolve } = createRequire(import.meta.url);
const font = (name: string): string => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

export const PDF: PdfSettings = {
  fonts: { text: font("DejaVuSans"), bold: font("DejaVuSans-Bold"), fixed: font("DejaVuSansMono") },
  created: new Date(0),
};

/** The certificate of a fixture, by the name of its file. */
export async function certificateFor(name: string): Promise<string> {
  return certified(await fixture(`fixtures/systems/${name}.yaml`)).text;
}

/** A report that is text. */
export async function printed(certificate: string, format: Exclude<Format, "pdf">): Promise<string> {
  return String(await proofReport(certificate, format, PDF));
}
