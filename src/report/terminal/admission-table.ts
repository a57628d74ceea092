import Table from "cli-table3";
import picocolors from "picocolors";
import type { Claim } from "../../certificate/claim.ts";
import { Duration, type Work } from "../../numeric/quantity.ts";
import { secondsPer, TIME_UNITS, type TimeUnit } from "../../numeric/unit.ts";
import { percent, readable, withUnit } from "../../numeric/unit-text.ts";
import type {
  AdmissionData,
  AdmissionWord,
  JudgementData,
  LimitsData,
  RemedyData,
} from "../admission/admission-data.ts";
import { NO_RULES } from "./no-rules.ts";
import { faint, heading, type Style, verdictWord } from "./style.ts";

/** The answer as people read it: the verdict on each source, what becomes of every claim, and how far it could go. */
export function admissionTables(data: AdmissionData, style: Style): string {
  const { timeUnit: unit, sources, together, subsets, stretch, stretchGrid } = data;
  const several = sources.length > 1;
  const text = [
    `${heading(data.system, style)}: as it stands ${verdictWord(data.before, style)}, with ${several ? `all ${sources.length} sources` : `source ${sources[0]?.name}`} ${admissionWord(together.verdict, style)}`,
    ...sources.flatMap(({ name, judgement, limits, remedies }) => [
      `${heading(`source ${name}`, style)}: ${admissionWord(judgement.verdict, style)}${because(judgement)}`,
      claims(judgement, unit, style),
      ...(limits === null ? [] : [limitLines(limits, unit)]),
      ...(remedies.length === 0 ? [] : [remedyLines(remedies, unit)]),
    ]),
    ...(several
      ? [
          `${heading("all together", style)}: ${admissionWord(together.verdict, style)}${because(together)}`,
          claims(together, unit, style),
        ]
      : []),
    ...(subsets === null ? [] : [subsetLines(subsets)]),
    ...(stretch === null || !several
      ? []
      : [
          `All separations may be stretched by ${readable(stretch)} at the least${stretchGrid === null ? ", and by nothing less" : ` (in steps of ${readable(stretchGrid)})`}.`,
        ]),
    ...data.open.map(
      ({ id, reason }) => `open without any of them, and blocks nothing: ${id}: ${reason ?? ""}`,
    ),
  ].join("\n\n");
  const rounded = faint("≈ rounded for print; --json has the exact numbers", style);
  return text.includes("≈") ? `${text}\n\n${rounded}` : text;
}

function admissionWord(word: AdmissionWord, { colour }: Style): string {
  const paint = picocolors.createColors(colour);
  switch (word) {
    case "admitted":
      return paint.green("ADMITTED");
    case "rejected":
      return paint.red("REJECTED");
    case "not-proved":
      return paint.yellow("NOT PROVED");
  }
}

function because({ reason }: JudgementData): string {
  return reason === null ? "" : `\n${reason}`;
}

function claims({ changes }: JudgementData, unit: TimeUnit, style: Style): string {
  const rows = new Table({
    head: ["claim", "margin before", "margin with it", "verdict"],
    colAligns: ["left", "right", "right", "left"],
    style: { head: [], border: [], "padding-left": 1, "padding-right": 1 },
    chars: NO_RULES,
  });
  for (const { id, before, after } of changes) {
    rows.push([id, margin(before, unit), margin(after, unit), became(before, after, style)]);
  }
  return changes.length === 0 ? "There is no claim: no task and no source has a deadline." : rows.toString();
}

function margin(claim: Claim | null, unit: TimeUnit): string {
  return claim?.margin === undefined ? "" : withUnit(unit, claim.margin);
}

function became(before: Claim | null, after: Claim | null, style: Style): string {
  const now = after === null ? "gone" : verdictWord(after.verdict, style);
  return before === null || before.verdict === after?.verdict
    ? now
    : `${verdictWord(before.verdict, style)} → ${now}`;
}

function limitLines(limits: LimitsData, unit: TimeUnit): string {
  const { separation, separationGrid, cost, costHalf, costGrid, costUnlimited, burst, burstUnlimited } =
    limits;
  const half = costHalf === "topHalf" ? "top half" : "bottom half";
  const steps = (grid: Duration | Work): string => `(in steps of ${fine(unit, grid)})`;
  return [
    separation === null
      ? "would not pass at any rate"
      : separationGrid === null
        ? `would pass down to a separation of ${fine(unit, separation)}, and not below`
        : separation.equals(separationGrid)
          ? "no limit was found to its rate"
          : `would pass down to a separation of ${fine(unit, separation)} ${steps(separationGrid)}`,
    costUnlimited
      ? `no limit was found to its ${half}`
      : cost === null
        ? `would not pass with a ${half} of any length`
        : costGrid === null
          ? `would pass with a ${half} up to ${fine(unit, cost)}, and not above`
          : `would pass with a ${half} up to ${fine(unit, cost)} ${steps(costGrid)}`,
    burstUnlimited
      ? "no limit was found to its bursts"
      : burst === null
        ? "would not pass with single events at its rate"
        : `would pass with bursts up to ${burst} at its rate`,
  ]
    .map((each) => ` ${each}`)
    .join("\n");
}

/** In the unit of the system or the first smaller one that needs no rounding. */
function fine(unit: TimeUnit, quantity: Duration | Work): string {
  const finer = TIME_UNITS.filter((each) => secondsPer(each).atMost(secondsPer(unit)));
  const texts = finer
    .sort((a, b) => secondsPer(b).compare(secondsPer(a)))
    .map((each) => withUnit(each, quantity));
  return texts.find((text) => !text.startsWith("≈")) ?? withUnit(unit, quantity);
}

function remedyLines(remedies: readonly RemedyData[], unit: TimeUnit): string {
  const lines = remedies.map(({ path, value, cost }) => {
    const written = "word" in value ? value.word : fine(unit, new Duration(value.seconds));
    return `   ${path.join(".")}: ${written}${cost.sign() === 0 ? "" : ` (gives up ${percent(cost)})`}`;
  });
  return [" admitted with one of these changes, the cheapest first:", ...lines].join("\n");
}

function subsetLines({ greedy, largest }: NonNullable<AdmissionData["subsets"]>): string {
  const named = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));
  return [
    `in the order of the file: ${named(greedy)}`,
    largest === null
      ? "the largest sets were not searched: there are too many candidates"
      : `the most at once, at the highest total rate: ${largest.length === 0 ? "none" : largest.map(named).join("; or ")}`,
  ]
    .map((each) => ` ${each}`)
    .join("\n");
}
