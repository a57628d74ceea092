import { createRequire as requireFrom } from "node:module";
import { extname } from "node:path";
import { checkSystem } from "../analysis/system/check-system.ts";
import { verify } from "../checker/verify.ts";
import { InputError } from "../contract/errors.ts";
import type { PdfSettings } from "../report/proof/print/pdf.ts";
import { FORMATS, type Format, goalStructure, proofReport } from "../report/proof/report.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-code.ts";
import { readSystemFile, readText } from "./input.ts";
import { OutputFile } from "./output-file.ts";
import { progressBar } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { certified } from "./written-certificate.ts";

export interface ReportOptions {
  readonly output: string;
  readonly gsn?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly effort?: number;
}

/** `hyperbound report SYSTEM|CERT -o FILE`: certifies, checks, and writes what was checked as a document. */
export async function reportCommand(
  file: string,
  options: ReportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { output, gsn, json = false, quiet = false } = options;
  const format = formatOf(output);
  if (gsn !== undefined && extname(gsn) !== ".dot")
    throw new CommandFailure(
      EXIT.usage,
      `${gsn}: a goal structure is written for Graphviz: let the name end in .dot`,
    );
  const certificate = await certificateFor(file, options, terminal);
  const written = [new OutputFile(output), ...(gsn === undefined ? [] : [new OutputFile(gsn)])];
  try {
    written[0]?.write(await proofReport(certificate, format, pdfSettings()));
    written[1]?.write(goalStructure(certificate));
    for (const each of written) each.keep();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new CommandFailure(EXIT.input, `${error.message}. Nothing was written.`, { file });
  } finally {
    for (const each of written) each.discard();
  }
  const outcome = verify(certificate);
  const verdict = outcome.kind === "accepted" ? outcome.verdict : "uncertified";
  if (json) terminal.out(JSON.stringify({ report: output, gsn: gsn ?? null, verdict }, null, 2));
  else if (!quiet) terminal.out(`${output}: ${verdict}, made from an accepted certificate`);
  return verdict === "uncertified" ? EXIT.notProved : exitCodeOf(verdict);
}

function formatOf(output: string): Format {
  const ending = extname(output).slice(1);
  const format = FORMATS.find((each) => each === ending);
  if (format !== undefined) return format;
  const known = FORMATS.map((each) => `.${each}`).join(", ");
  throw new CommandFailure(EXIT.usage, `${output}: a report ends in one of ${known}`);
}

/** The file itself if it is a certificate, else that of the system it describes. */
async function certificateFor(
  file: string,
  { effort, quiet = false }: ReportOptions,
  terminal: Terminal,
): Promise<string> {
  const text = readText(file);
  if (isCertificate(text)) return text;
  const loaded = await readSystemFile(file);
  const progress = progressBar("certifying", terminal, quiet);
  const findings = checkSystem(loaded.system, {
    ...(effort === undefined ? {} : { effort }),
    onProgress: progress.report,
  });
  progress.stop();
  return certified(file, loaded, findings);
}

/** Only certificates name their schema so; a description that is JSON has no such key. */
function isCertificate(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    const schema =
      value !== null && typeof value === "object" && "schema" in value ? value.schema : undefined;
    return typeof schema === "string" && schema.startsWith("hyperbound-certificate/");
  } catch {
    return false;
  }
}

/** Every report was made at the same instant, so that the same certificate gives the same bytes. */
function pdfSettings(): PdfSettings {
  // Under another name than in the banner of the bundle, which has one of its own.
  const { resolve } = requireFrom(import.meta.url);
  const font = (name: string): string => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
  return {
    fonts: { text: font("DejaVuSans"), bold: font("DejaVuSans-Bold"), fixed: font("DejaVuSansMono") },
    created: new Date(0),
  };
}
