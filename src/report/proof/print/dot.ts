/** A goal structure as a Graphviz file: boxes for goals, parallelograms for strategies, ellipses for assumptions, circles for solutions. */
import type { GoalGraph, GoalKind } from "../outline/gsn.ts";

const SHAPE: Readonly<Record<GoalKind, string>> = {
  goal: "box",
  strategy: "parallelogram",
  assumption: "ellipse",
  solution: "circle",
};

/** Letters of a line before it is broken. */
const LINE = 28;

export function dotOf({ nodes, edges }: GoalGraph): string {
  return [
    "digraph gsn {",
    '  rankdir=TB; node [fontname="DejaVu Sans", fontsize=10]; edge [arrowsize=0.7];',
    ...nodes.map(({ id, kind, text, undeveloped }) => {
      const label = [id, ...broken(text), ...(undeveloped ? ["◇ undeveloped"] : [])].map(quoted).join("\\n");
      return `  ${id} [shape=${SHAPE[kind]}, label="${label}"];`;
    }),
    ...edges.map(
      ({ from, to, kind }) => `  ${from} -> ${to}${kind === "context" ? " [arrowhead=empty]" : ""};`,
    ),
    "}\n",
  ].join("\n");
}

const quoted = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');

function broken(text: string): string[] {
  const lines: string[] = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) as string;
    if (last !== "" && last.length + word.length >= LINE) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}
