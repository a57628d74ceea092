import type { Campaign } from "./campaign.ts";
import { quantileOf, sumOf, type TallyData } from "./tally.ts";

/** The tightness of an analysis that claims to be exact is 1 in at least this share of its systems. */
export const EXACT_SHARE = 0.95;

/** One line per analysis, the totals, and every violation with what draws it again. */
export function summary({ families, violations, seed }: Campaign): string {
  const total = sumOf(families.map(({ tally }) => tally));
  const spent = families.reduce((sum, each) => sum + each.spent, 0);
  const width = Math.max(...families.map(({ name }) => name.length));
  const lines = families
    .filter(({ tally }) => tally.systems > 0)
    .map(({ name, claims, tally, spent: own }) =>
      [
        name.padEnd(width),
        claims.padEnd(10),
        ...[...figures(tally), ...(spent > 0 ? [perSecond(tally, own)] : [])].map((text) =>
          text.padStart(10),
        ),
      ].join(" "),
    );
  const head = [
    "analysis".padEnd(width),
    "claims".padEnd(10),
    ...[...HEADINGS, ...(spent > 0 ? ["per s"] : [])].map((text) => text.padStart(10)),
  ].join(" ");
  return [
    head,
    ...lines,
    "",
    `${total.systems} systems, ${total.jobs} simulated jobs, ${total.comparisons} comparisons, seed ${seed}`,
    ...(spent > 0 ? [`${perSecond(total, spent)} systems per second of one core`] : []),
    ...violations.map(
      ({ family, index, what, shown }) =>
        `VIOLATION in ${family}, system ${index} of seed ${seed}: ${what}\n${shown}`,
    ),
    `${violations.length} violations`,
  ].join("\n");
}

/** How many systems one core analyses and simulates in a second. */
function perSecond({ systems }: TallyData, microseconds: number): string {
  return microseconds === 0 ? "" : String(Math.round((1e6 * systems) / microseconds));
}

export const HEADINGS: readonly string[] = [
  "systems",
  "jobs",
  "compared",
  "attained",
  "1 %",
  "10 %",
  "median",
];

/** Systems, jobs, comparisons, the share of systems in which every bound was attained, and quantiles of observed / bound. */
export function figures(tally: TallyData): string[] {
  const quantile = (share: number): string => {
    const thousandths = quantileOf(tally, share);
    return thousandths === null ? "" : (thousandths / 1000).toFixed(3);
  };
  return [
    String(tally.systems),
    String(tally.jobs),
    String(tally.comparisons),
    tally.compared === 0 ? "" : `${((100 * tally.attained) / tally.compared).toFixed(2)} %`,
    quantile(0.01),
    quantile(0.1),
    quantile(0.5),
  ];
}
