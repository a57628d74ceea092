import type { Campaign } from "./campaign.ts";
import { FOUND_ERRORS } from "./found.ts";
import { EXACT_SHARE, figures, HEADINGS } from "./summary.ts";
import { sumOf } from "./tally.ts";

/** What a campaign has shown, as a page of the documentation: the same campaign gives the same bytes. */
export function evidence(campaign: Campaign): string {
  const { families, violations, seed } = campaign;
  const total = sumOf(families.map(({ tally }) => tally));
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rows = families
    .filter(({ tally }) => tally.systems > 0)
    .map(({ name, claims, tally }) => row([name, claims, ...figures(tally)]));
  const found = FOUND_ERRORS.map(({ what, fault, test, title, fixture }) =>
    row([what, fault, `\`${test}\`: ${title}${fixture === undefined ? "" : ` (\`${fixture}\`)`}`]),
  );
  return `# Evidence

${outcome(violations.length)} in a campaign of random systems, each of which was analysed and simulated. A campaign can refute
an analysis, never confirm one; what a bound rests on is its theorem.

\`\`\`sh
npm run campaign -- --systems ${total.systems} --seed ${seed} --evidence docs/evidence.md
\`\`\`

| | |
|---|---:|
| systems | ${total.systems} |
| simulated jobs | ${total.jobs} |
| comparisons | ${total.comparisons} |
| violations | ${violations.length} |

*Compared* are longest responses with their bounds, and verdicts with what was seen (then observed / bound is 1 where they agree,
0 where they do not). *Attained* is the share of systems in which every comparison came out at exactly 1. An analysis that
claims to be exact has to reach ${100 * EXACT_SHARE} %; one that is sufficient may stay away from its bound as far as it likes, but not exceed
it. The last columns are quantiles of observed / bound. Whole systems are simulated in a handful of courses each, from the critical
instant on; \`hyperbound crosscheck\` searches one system for as long as it is given. Each takes as long as ten guests or more,
so they come the more seldom. How many of each kind one core manages in a second: \`npm run campaign -- --speed\`.

${row(["analysis", "claims", ...HEADINGS])}
${row(["---", "---", ...HEADINGS.map(() => "---:")])}
${rows.join("\n")}

How systems are drawn and judged: \`test/campaign\`. That the campaign finds errors is tested, too: \`npm run campaign -- --planted\`
plants known kinds of errors into the analyses, one at a time, and ends with an error unless each is found.
A violation is stored as a description in a file of its own, made as small as it can be, with the family, the seed and the number that
draw it again.

## Found on the way

What holding analysis, simulator and checker against each other has shown to be wrong, all of it mended before release. The fault lay in
one of them, not always in the analysis; the test named fails where it comes back.

| what was wrong | where | what would find it again |
| --- | --- | --- |
${found.join("\n")}
`;
}

function outcome(violations: number): string {
  return violations === 0
    ? "No bound and no verdict of hyperbound was contradicted"
    : `Analysis and simulator contradicted each other ${violations} times`;
}
