import type { Draw } from "./draw.ts";
import { JUNK_NAMES, JUNK_VALUES, SCRAPS } from "./scraps.ts";

type Mutation = (text: string, draw: Draw, other: string) => string;

/** Changes of the bare text, which know lines and words but no YAML. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  insert: (text, draw) => splice(text, draw.below(text.length + 1), 0, draw.pick(SCRAPS)),
  overwrite: (text, draw) => {
    const piece = draw.pick(SCRAPS);
    return splice(text, draw.below(text.length + 1), piece.length, piece);
  },
  cut: (text, draw) => splice(text, draw.below(text.length + 1), 1 + draw.below(12), ""),
  truncate: (text, draw) => text.slice(0, draw.below(text.length + 1)),
  "delete line": lines((all, at) => all.splice(at, 1)),
  "repeat line": lines((all, at) => all.splice(at, 0, all[at] as string)),
  "swap lines": lines((all, at, draw) => {
    const other = draw.below(all.length);
    [all[at], all[other]] = [all[other] as string, all[at] as string];
  }),
  indent: lines((all, at) => {
    all[at] = ` ${all[at]}`;
  }),
  unindent: lines((all, at) => {
    all[at] = (all[at] as string).replace(/^ {1,2}/, "");
  }),
  tab: lines((all, at) => {
    all[at] = (all[at] as string).replace(/^ {2}/, "\t");
  }),
  word: (text, draw) => {
    const junk = draw.pick(draw.chance(0.6) ? JUNK_VALUES : JUNK_NAMES);
    const instead = typeof junk === "string" ? junk : JSON.stringify(junk);
    return replaceWord(text, draw, () => instead);
  },
  digits: (text, draw) =>
    replaceWord(
      text,
      draw,
      (word) => word.replace(/\d+/, () => draw.pick(DIGITS)),
      /[^\s,:{}[\]]*\d[^\s,:{}[\]]*/g,
    ),
  "word of another": (text, draw, other) => {
    const words = other.match(WORD) ?? [""];
    return replaceWord(text, draw, () => draw.pick(words));
  },
  "lines of another": (text, draw, other) => {
    const all = text.split("\n");
    const foreign = other.split("\n");
    const from = draw.below(foreign.length);
    all.splice(draw.below(all.length), draw.below(4), ...foreign.slice(from, from + 1 + draw.below(5)));
    return all.join("\n");
  },
  character: (text, draw) =>
    splice(
      text,
      draw.below(text.length + 1),
      1,
      String.fromCharCode(draw.below(draw.chance(0.8) ? 128 : 65536)),
    ),
};

const WORD = /[^\s,:{}[\]]+/g;

const DIGITS: readonly string[] = [
  "0",
  "1",
  "7",
  "99999",
  "1/3",
  "0.1",
  "-1",
  "1e9",
  "9".repeat(40),
  "00",
  "",
];

export function mutateText(text: string, draw: Draw, other: string): string {
  const mutation = MUTATIONS[draw.pick(Object.keys(MUTATIONS))] as Mutation;
  return mutation(text, draw, other);
}

/** Text that was never a description. */
export function randomText(draw: Draw): string {
  const parts = Array.from({ length: 1 + draw.below(40) }, () => {
    if (draw.chance(0.4)) return draw.pick(SCRAPS);
    if (draw.chance(0.3)) return draw.pick(JUNK_NAMES);
    if (draw.chance(0.3)) return String(JSON.stringify(draw.pick(JUNK_VALUES)));
    return String.fromCharCode(draw.below(draw.chance(0.7) ? 128 : 65536));
  });
  return parts.join(draw.pick(["", " ", "\n", ": "]));
}

/** How a text may come from another editor: the same description in other bytes. */
export function redress(text: string, draw: Draw): string {
  switch (draw.below(6)) {
    case 0:
      return text.replaceAll("\n", "\r\n");
    case 1:
      return `\ufeff${text}`;
    case 2:
      return `\ufeff${text.replaceAll("\n", "\r\n")}`;
    case 3:
      return text.replaceAll("\n", " # café\n");
    case 4:
      return `---\n${text}\n...\n`;
    default:
      return text.trimEnd();
  }
}

function splice(text: string, at: number, cut: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at + cut);
}

function lines(change: (all: string[], at: number, draw: Draw) => unknown): Mutation {
  return (text, draw) => {
    const all = text.split("\n");
    change(all, draw.below(all.length), draw);
    return all.join("\n");
  };
}

function replaceWord(
  text: string,
  draw: Draw,
  instead: (word: string) => string,
  word: RegExp = WORD,
): string {
  const found = [...text.matchAll(word)];
  if (found.length === 0) return text;
  const { 0: old, index } = draw.pick(found);
  return splice(text, index, old.length, instead(old));
}
