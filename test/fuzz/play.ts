import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescriptionError } from "../../src/description/description-error.ts";
import { loadSources } from "../../src/description/load-sources.ts";
import { type LoadedSystem, readSystem } from "../../src/description/load-system.ts";
import { hyperbound } from "../support/cli.ts";
import { commandComplaint, crashComplaint, issuesComplaint } from "./complaint.ts";
import type { Input } from "./input.ts";

/** What became of one input: how it ended, for the count, and what is wrong with that; null if nothing is. */
export interface Played {
  readonly ending: string;
  readonly complaint: string | null;
}

/** Gives inputs to the readers and commands in this process, in a folder of its own. */
export class Stage {
  readonly #folder: string = mkdtempSync(join(tmpdir(), "hyperbound-fuzz-"));
  readonly #contexts = new Map<string, LoadedSystem>();

  async play(input: Input): Promise<Played> {
    try {
      if (input.kind === "read") return await this.#read(input.files.system);
      if (input.kind === "read sources") return await this.#readSources(input.files);
      return await this.#run(input);
    } catch (error) {
      return { ending: "crash", complaint: crashComplaint(error) };
    }
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #read(text: string): Promise<Played> {
    const result = await readSystem(text, FILE, NO_FILES);
    if (!("issues" in result)) return { ending: "read", complaint: warningsComplaint(result) };
    return { ending: "refused", complaint: issuesComplaint(result.issues, FILE, text) };
  }

  async #readSources({ system, sources }: Input["files"]): Promise<Played> {
    const context = await this.#contextOf(system);
    try {
      await loadSources(sources, FILE, context, NO_FILES);
      return { ending: "read", complaint: null };
    } catch (error) {
      if (!(error instanceof DescriptionError)) throw error;
      return { ending: "refused", complaint: issuesComplaint(error.issues, FILE, sources) };
    }
  }

  /** A system that is as it is in the corpus, read once. */
  async #contextOf(text: string): Promise<LoadedSystem> {
    const known = this.#contexts.get(text);
    if (known !== undefined) return known;
    const read = await readSystem(text, FILE, NO_FILES);
    if ("issues" in read) throw new Error("a system of the corpus could not be read");
    this.#contexts.set(text, read);
    return read;
  }

  async #run({ args, files }: Input): Promise<Played> {
    for (const left of readdirSync(this.#folder)) rmSync(join(this.#folder, left), { recursive: true });
    const paths: Record<string, string> = {
      folder: this.#folder,
      nothing: join(this.#folder, "nothing.yaml"),
      out: join(this.#folder, "out"),
    };
    for (const [name, text] of Object.entries(files)) {
      paths[name] = join(this.#folder, `${name}.yaml`);
      writeFileSync(paths[name], text);
    }
    const given = args.map((arg) => arg.replace(/\{(\w+)\}/g, (whole, name: string) => paths[name] ?? whole));
    const result = await hyperbound(...given);
    const written = readdirSync(this.#folder).filter((name) => name.startsWith("out"));
    const changed = !Object.keys(files).every((name) => existsSync(paths[name] as string));
    const complaint =
      commandComplaint(args, result, written) ?? (changed ? "a file that was read is gone" : null);
    return { ending: `exit ${result.exitCode}`, complaint };
  }
}

const FILE = "input.yaml";

/** No file is beside the input. */
const NO_FILES = undefined;

function warningsComplaint({ warnings }: LoadedSystem): string | null {
  const odd = warnings.find(({ line, column, message }) => line < 1 || column < 1 || message === "");
  return odd === undefined ? null : `a warning without a place: ${JSON.stringify(odd)}`;
}
