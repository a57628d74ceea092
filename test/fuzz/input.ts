import type { Corpus, Seed } from "./corpus.ts";
import { Draw } from "./draw.ts";
import { mutateText, randomText, redress } from "./mutate-text.ts";
import { BELIEVABLE, mutateTree, written } from "./mutate-tree.ts";
import { JUNK_NAMES, JUNK_VALUES } from "./scraps.ts";

/** What a command, or a reader below it, is given. Arguments in braces stand for files: `{system}`. */
export interface Input {
  /** Either `read`, `read sources`, or a command. */
  readonly kind: Kind;
  readonly args: readonly string[];
  readonly files: { readonly system: string; readonly sources: string; readonly certificate: string };
}

type Kind = keyof typeof KINDS;

/** How often each is tried. Readers are where most mistakes are told; commands cost more. */
const KINDS = {
  read: 64,
  "read sources": 6,
  check: 10,
  simulate: 6,
  synthesize: 3,
  certify: 3,
  verify: 4,
  admit: 2,
  report: 1,
  crosscheck: 0.5,
  usage: 0.5,
} as const;

/** The input with a number, the same in every run with the same seed. */
export function inputOf(seed: number, index: number, corpus: Corpus): Input {
  const draw = new Draw(seed, index);
  const kind = draw.weighted(KINDS);
  const files = {
    system: describes(kind) ? spoilt(corpus.systems, draw) : draw.pick(corpus.systems).text,
    sources: !takesSources(kind)
      ? ""
      : kind === "read sources" || draw.chance(0.5)
        ? spoilt(corpus.sources, draw)
        : draw.pick(corpus.sources).text,
    certificate: kind === "verify" ? spoilt(corpus.certificates, draw) : "",
  };
  return { kind, args: argumentsOf(kind, draw), files };
}

/** Whether it is the description that is to be spoilt; else it is the other file, with the description as it is. */
function describes(kind: Kind): boolean {
  return kind !== "read sources" && kind !== "verify";
}

function takesSources(kind: Kind): boolean {
  return kind === "read sources" || kind === "admit" || kind === "usage";
}

function spoilt(seeds: readonly Seed[], draw: Draw): string {
  const seed = draw.pick(seeds);
  const other = draw.pick(seeds);
  switch (draw.weighted({ believable: 30, tree: 35, text: 23, both: 6, dress: 3, random: 3 })) {
    case "believable":
      return written(mutateTree(seed.data, draw, other.data, BELIEVABLE), draw);
    case "tree":
      return written(mutateTree(seed.data, draw, other.data), draw);
    case "text":
      return manyTimes(seed.text, draw, other.text);
    case "both":
      return manyTimes(written(mutateTree(seed.data, draw, other.data), draw), draw, other.text);
    case "dress":
      return redress(seed.text, draw);
    case "random":
      return randomText(draw);
  }
}

function manyTimes(text: string, draw: Draw, other: string): string {
  let changed = text;
  for (let change = draw.below(4); change >= 0; change--) changed = mutateText(changed, draw, other);
  return changed;
}

/** Steps per claim, so that what is hard ends soon: an analysis that does not heed them is a find. */
const EFFORT = 2000;

function argumentsOf(kind: Kind, draw: Draw): string[] {
  const maybe = (probability: number, ...args: readonly string[]): readonly string[] =>
    draw.chance(probability) ? args : [];
  const shown = draw.pick([[], [], ["--json"], ["--json"], ["--quiet"], ["--json", "--quiet"]]);
  const effort = ["--effort", String(1 + draw.below(EFFORT))];
  switch (kind) {
    case "read":
    case "read sources":
      return [];
    case "check":
      return ["check", "{system}", ...effort, ...maybe(0.2, "--explain", "all"), ...shown];
    case "simulate":
      return ["simulate", "{system}", "--for", draw.pick(RUNS), ...simulateOptions(draw), ...shown];
    case "synthesize":
      return [
        "synthesize",
        "{system}",
        ...effort,
        ...maybe(0.3, "--periods", draw.pick(["5 ms,10 ms", "1 ms..3 ms/1 ms", "7", "2 ms..1 ms/1 ms"])),
        ...maybe(0.3, "--grid", draw.pick(["1 us", "1 ms", "0 ms", "1/3 ms"])),
        ...maybe(0.3, "--model", draw.pick(["periodic", "edp", "tight"])),
        ...maybe(0.2, "--curve", `{out}.${draw.pick(["svg", "csv", "json"])}`),
        ...maybe(0.2, "--certify", "{out}"),
        ...maybe(0.3, "--write"),
        ...shown,
      ];
    case "certify":
      return ["certify", "{system}", "-o", "{out}.cert", ...effort, ...shown];
    case "verify":
      return [
        "verify",
        "{certificate}",
        ...maybe(0.3, "--system", "{system}"),
        ...maybe(0.3, "--explain"),
        ...shown,
      ];
    case "admit":
      return [
        "admit",
        "{system}",
        "--source",
        "{sources}",
        ...effort,
        ...maybe(0.7, "--no-limits"),
        ...maybe(0.3, "--grid", draw.pick(["1 us", "1 ms", "-1 ms"])),
        ...maybe(0.1, "--certify", "{out}.json"),
        ...maybe(
          0.1,
          "--frontier",
          draw.pick(["fast,slow", "left,right", "fast"]),
          `{out}.${draw.pick(["svg", "csv", "json"])}`,
        ),
        ...shown,
      ];
    case "report":
      return [
        "report",
        "{system}",
        "-o",
        `{out}.${draw.pick(["md", "md", "md", "html", "html", "html", "tex", "tex", "tex", "pdf"])}`,
        ...maybe(0.3, "--gsn", "{out}.dot"),
        ...effort,
        ...shown,
      ];
    case "crosscheck":
      return [
        "crosscheck",
        "{system}",
        "--runs",
        "2",
        "--workers",
        "1",
        ...effort,
        "--save",
        "{out}.yaml",
        ...shown,
      ];
    case "usage":
      return usage(draw);
  }
}

const RUNS: readonly string[] = [
  "1 us",
  "100 us",
  "1 ms",
  "20 ms",
  "1/3 ms",
  "300 cycles",
  "0 s",
  "-1 s",
  "9",
  "99999999999 h",
];

function simulateOptions(draw: Draw): string[] {
  const options: readonly (readonly string[])[] = [
    ["--random"],
    ["--seed", "7"],
    ["--supply", draw.pick(["benign", "worst", "random"])],
    ["--offsets", draw.pick(["sweep", "phasing"]), draw.pick(["2", "0", "x"])],
    ["--gantt", "{out}.svg"],
    ["--histogram", draw.pick(["{out}-h.svg", "{out}-h.txt"])],
    ["--trace", draw.pick(["{out}.json", "{out}.csv"])],
    ["--from", draw.pick(["0 ms", "10 us", "-1 ms", "2 ms"])],
    ["--to", draw.pick(["15 us", "1 ms", "7 h"])],
    ["--foreground", "rtos,linux", "--stay", "5 ms"],
  ];
  return options.filter(() => draw.chance(0.15)).flat();
}

/** A command line in which little has to be right. */
function usage(draw: Draw): string[] {
  const words = [
    ...[
      "check",
      "simulate",
      "crosscheck",
      "synthesize",
      "admit",
      "certify",
      "verify",
      "schema",
      "report",
      "help",
    ],
    ...[
      "--json",
      "--quiet",
      "--for",
      "--effort",
      "--seed",
      "--runs",
      "-o",
      "--source",
      "--",
      "-",
      "--version",
      "--help",
    ],
    ...["{system}", "{sources}", "{nothing}", "{folder}", "1 ms", "0"],
  ];
  return Array.from({ length: draw.below(6) }, () => {
    if (draw.chance(0.8)) return draw.pick(words);
    return draw.chance(0.5)
      ? draw.pick(JUNK_NAMES)
      : String(draw.pick(JUNK_VALUES.filter((each) => typeof each !== "object")));
  });
}
