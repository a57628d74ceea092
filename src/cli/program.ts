import { Command, InvalidArgumentError, Option } from "commander";
import { VERSION } from "../contract/version.ts";
import { admitCommand } from "./admit-command.ts";
import type { AdmitOptions } from "./admit-options.ts";
import { type CertifyOptions, certifyCommand } from "./certify-command.ts";
import { type CheckOptions, checkCommand } from "./check-command.ts";
import { crosscheckCommand } from "./crosscheck-command.ts";
import type { CrosscheckOptions } from "./crosscheck-options.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { asksForJson, tellFailure } from "./failure-output.ts";
import { type ReportOptions, reportCommand } from "./report-command.ts";
import { schemaCommand } from "./schema-command.ts";
import { simulateCommand } from "./simulate-command.ts";
import type { SimulateOptions } from "./simulate-options.ts";
import { synthesizeCommand } from "./synthesize-command.ts";
import type { SynthesizeOptions } from "./synthesize-options.ts";
import type { Terminal } from "./terminal.ts";
import { type VerifyCommandOptions, verifyCommand } from "./verify-command.ts";

const EXIT_CODES = `
Exit codes: 0 every claim proved, 1 something refuted, 2 nothing refuted but something not proved,
64 bad usage, 65 bad input, 66 no such file, 70 a bug in hyperbound, 73 cannot write, 130 interrupted.`;

/** Runs hyperbound with the given arguments (without node and script) and returns the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.proved;
  let json = asksForJson(args);
  const program = new Command("hyperbound")
    .description("Exact verdicts for real-time guests under a hypervisor.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => {
        if (!json) terminal.err(text.trimEnd());
      },
    })
    .addHelpText("after", EXIT_CODES)
    .showSuggestionAfterError()
    .hook("preAction", (_, command) => {
      json = command.opts()["json"] === true;
    });
  program
    .command("check")
    .description("decide every claim of a system description and print the verdicts")
    .argument("<system>", "the description, YAML or JSON")
    .option("--json", "print one JSON document with exact numbers")
    .option("--explain <claim>", 'print the argument for one claim, or "all"')
    .option(
      "--effort <steps>",
      "steps each claim may take before it is given up as not proved",
      positiveInteger,
    )
    .option("--quiet", "print nothing; the exit code tells")
    .action(async (file: string, options: CheckOptions) => {
      exitCode = await checkCommand(file, options, terminal);
    });
  program
    .command("simulate")
    .description("run a system and report what was observed; finds counter-examples, proves nothing")
    .argument("<system>", "the description, YAML or JSON")
    .requiredOption("--for <time>", 'how long to simulate, such as "10 s" or 500ms')
    .option("--seed <number>", "of everything that is drawn at random (default 1)", wholeNumber)
    .option("--random", "draw execution times, arrivals and promised supplies instead of the worst or first")
    .addOption(
      new Option("--supply <course>", "how a promised supply comes, where no VMM is described").choices([
        "benign",
        "worst",
        "random",
      ]),
    )
    .option("--offsets <words...>", '"sweep N" tries N random phasings, "phasing K" runs one of them')
    .option(
      "--foreground <vms>",
      "the VMs that the user brings to the foreground in turn, such as rtos,linux",
    )
    .option("--stay <time>", "for how long each of them")
    .option("--gantt <file>", "draw an interval of the schedule, .svg")
    .option("--histogram <file>", "draw the response times, .svg or .txt")
    .option("--trace <file>", "write what happened, .json (Chrome, Perfetto) or .csv")
    .option("--from <time>", "where the interval of --gantt and --trace begins")
    .option("--to <time>", "where it ends")
    .option("--json", "print one JSON document with exact numbers")
    .option("--quiet", "print nothing; the exit code tells")
    .action(async (file: string, options: SimulateOptions) => {
      exitCode = await simulateCommand(file, options, terminal);
    });
  program
    .command("crosscheck")
    .description("search for a run that exceeds a bound; finds counter-examples, proves nothing")
    .argument("<system>", "the description, YAML or JSON")
    .option("--time <time>", "how long to search, such as 90s, 10m or 1h")
    .option("--seed <number>", "of the search (default 1)", wholeNumber)
    .option("--runs <number>", "how many runs (default 2000, or as many as fit into --time)", positiveInteger)
    .option("--workers <number>", "threads (default: one per core)", positiveInteger)
    .option(
      "--effort <steps>",
      "steps each claim may take before it is given up as not proved",
      positiveInteger,
    )
    .option("--save <file>", "where to store a system with a contradiction (hyperbound-violation.yaml)")
    .option("--json", "print one JSON document with exact numbers")
    .option("--quiet", "print nothing; the exit code tells")
    .action(async (file: string, options: CrosscheckOptions) => {
      exitCode = await crosscheckCommand(file, options, terminal);
    });
  program
    .command("synthesize")
    .description("find the least budgets, or a table, with which the system is proved")
    .argument("<system>", "the description, YAML or JSON")
    .option("--periods <times>", 'candidates, "5 ms,10 ms" or "1 ms..20 ms/1 ms" (default: as written)')
    .option("--grid <time>", "what budgets and windows must be multiples of")
    .addOption(
      new Option("--model <when>", "when a budget is due (default: as written)").choices([
        "periodic",
        "edp",
        "tight",
      ]),
    )
    .option("--curve <file>", "what each candidate period costs, to .svg, .csv or .json")
    .option("--certify <folder>", "certificates of the choice, and of one unit less for each VM")
    .option("--write", "put the values back into the file if they prove the system")
    .option("--json", "print one JSON document with exact numbers")
    .option("--effort <steps>", "steps each claim and each search may take", positiveInteger)
    .option("--quiet", "print nothing; the exit code tells")
    .action(async (file: string, options: SynthesizeOptions) => {
      exitCode = await synthesizeCommand(file, options, terminal);
    });
  program
    .command("admit")
    .description("decide whether interrupt sources may be added, and how far each could go")
    .argument("<system>", "the description, YAML or JSON")
    .requiredOption("--source <file>", "the candidates by name, in the form of `interrupts`, YAML or JSON")
    .option("--grid <time>", "what the separations that are searched are multiples of")
    .option("--frontier <words...>", '"A,B FILE": the rates of two candidates, to .svg, .csv or .json')
    .option("--certify <file>", "write the certificate of the system with all candidates")
    .option("--no-limits", "verdicts only: no limits and no changes that would help")
    .option("--json", "print one JSON document with exact numbers")
    .option("--effort <steps>", "steps each claim may take in each check", positiveInteger)
    .option("--quiet", "print nothing; the exit code tells")
    .action(async (file: string, options: AdmitOptions) => {
      exitCode = await admitCommand(file, options, terminal);
    });
  program
    .command("certify")
    .description("decide every claim and write a certificate that an independent checker can verify")
    .argument("<system>", "the description, YAML or JSON")
    .requiredOption("-o, --output <file>", "where the certificate goes")
    .option("--json", "print one JSON document")
    .option("--effort <steps>", "steps each claim may take", positiveInteger)
    .option("--quiet", "print nothing; the exit code tells")
    .action(async (file: string, options: CertifyOptions) => {
      exitCode = await certifyCommand(file, options, terminal);
    });
  program
    .command("verify")
    .description("check a certificate with code that shares nothing with the analyses")
    .argument("<certificate>", "what certify has written")
    .option("--system <file>", "refuse the certificate unless it speaks of this description")
    .option("--explain", "print every inequality that is evaluated")
    .option("--json", "print one JSON document")
    .option("--quiet", "print nothing; the exit code tells")
    .action(async (file: string, options: VerifyCommandOptions) => {
      exitCode = await verifyCommand(file, options, terminal);
    });
  program
    .command("report")
    .description("write what was checked as a document: verdicts, hypotheses, theorems, every number")
    .argument("<file>", "a description, YAML or JSON, or a certificate")
    .requiredOption("-o, --output <file>", "where the report goes: .md, .html, .tex or .pdf")
    .option("--gsn <file>", "the argument as a goal structure for Graphviz, .dot")
    .option("--json", "print one JSON document")
    .option("--effort <steps>", "steps each claim may take", positiveInteger)
    .option("--quiet", "print nothing; the exit code tells")
    .action(async (file: string, options: ReportOptions) => {
      exitCode = await reportCommand(file, options, terminal);
    });
  program
    .command("schema")
    .description("print the JSON Schema of a system description, for editors")
    .option("--json", "as it is without: the schema is JSON")
    .action(() => {
      exitCode = schemaCommand(terminal);
    });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    return tellFailure(error, json, terminal);
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError("write a whole number from 0.");
  }
  return value;
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("write a positive integer.");
  return value;
}
