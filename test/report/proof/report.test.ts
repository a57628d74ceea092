import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadSystem } from "../../../src/description/load-system.ts";
import type { System } from "../../../src/model/system.ts";
import { goalStructure, proofReport } from "../../../src/report/proof/report.ts";
import { suppliedGuests } from "../../generate/arbitrary/supplied-guest.ts";
import { systems } from "../../generate/arbitrary/system.ts";
import { certified, FIXTURES, fixture } from "../../support/certified.ts";
import { expectGolden } from "./golden.ts";
import { certificateFor, PDF, printed } from "./printing.ts";
import { xmlComplaint } from "./well-formed.ts";

interface Told {
  readonly claims: readonly { readonly id: string; readonly verdict: string }[];
}

const claimsOf = (certificate: string): Told["claims"] => (JSON.parse(certificate) as Told).claims;

const HOSTILE = `
system: "<script>|$x_1$ & \`\`中"
timeUnit: ms
vms:
  "a/task/b":
    supply: { kind: periodic, period: 10, budget: 1 }
    scheduling: rate-monotonic
    tasks:
      "</math>%": { period: 20, wcet: 3 }
      "x: 1 ≤ 2": { period: 90, wcet: 1 }
`;

/** Steps per claim: little, so that a drawn system that takes more is left undecided. */
const EFFORT = 5_000;

describe("a report from a certificate", () => {
  it.each(["mobivmm-phone", "shin-lee-example.infeasible"])(
    "of %s is the one that was read by people",
    async (name) => {
      expectGolden(`${name}.md`, await printed(await certificateFor(name), "md"));
    },
  );

  it.each(FIXTURES)("names every claim of %s with its verdict, and is well-formed", async (path) => {
    const { text } = certified(await fixture(path));
    const html = await printed(text, "html");
    expect(xmlComplaint(html)).toBeNull();
    expect(html).not.toMatch(/(src|href)="(?!#)|@import|url\(|<script|undefined|NaN|\[object/);
    const anchors = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    expect([...html.matchAll(/href="#([^"]+)"/g)].filter(([, to]) => !anchors.has(to))).toEqual([]);
    const words = {
      proved: "PROVED",
      refuted: "REFUTED",
      uncertified: "UNCERTIFIED",
      "not-proved": "NOT PROVED",
      "no-bound": "NO BOUND",
    };
    for (const { id, verdict } of claimsOf(text))
      expect(html).toContain(`${id.replaceAll("&", "&amp;")}: ${words[verdict as keyof typeof words]}</h3>`);
  });

  it("is the same each time, in every form", async () => {
    const certificate = await certificateFor("xen-sedf.infeasible");
    for (const format of ["md", "html", "tex"] as const)
      expect(await printed(certificate, format)).toBe(await printed(certificate, format));
    const [first, second] = await Promise.all([0, 1].map(() => proofReport(certificate, "pdf", PDF)));
    expect(Buffer.from(first as Uint8Array).equals(Buffer.from(second as Uint8Array))).toBe(true);
    expect(
      Buffer.from(first as Uint8Array)
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });

  it("can be made of whatever the checker accepts, and the formulas agree with the checker", async () => {
    const one = (system: System) => certified(system, EFFORT).text;
    const drawn = fc.oneof(systems(), suppliedGuests()).map(one);
    await fc.assert(
      fc.asyncProperty(drawn, async (certificate) => {
        const text = await printed(certificate, "md");
        for (const { id } of claimsOf(certificate)) expect(text).toContain(id.replaceAll("_", "\\_"));
      }),
      { numRuns: 60 },
    );
  });

  it("holds names with any sign as they are", async () => {
    const { system } = await loadSystem(HOSTILE, "hostile.yaml");
    const { text, findings } = certified(system);
    expect(findings.verdict).toBe("refuted");
    const html = await printed(text, "html");
    expect(xmlComplaint(html)).toBeNull();
    expect(html).toContain("&lt;script&gt;|$x_1$ &amp; ``中");
    expect(await printed(text, "tex")).toContain("$<$script$>$$|$\\$x\\_");
    expect(await printed(text, "md")).toContain("\\<script\\>|$x\\_1$ & \\`\\`中");
  });

  it("is refused where the certificate is", async () => {
    const certificate = await certificateFor("mobivmm-phone");
    const forged = certificate.replace('"bound":"25158"', '"bound":"25157"');
    await expect(printed(forged, "md")).rejects.toThrow("the checker refuses the certificate at id");
    await expect(printed("[]", "html")).rejects.toThrow("this is no JSON object");
  });

  it("of 20 VMs is one file of less than 2 MiB", async () => {
    const html = await printed(await certificateFor("fleet-20x10"), "html");
    expect(html.length).toBeLessThan(2 * 1024 * 1024);
    expect(html.match(/<details>/g)?.length).toBeGreaterThan(200);
  });
});

describe("the goal structure", () => {
  it("has a goal for each claim, and leaves undeveloped what nobody vouches for or nothing shows", async () => {
    const certificate = await certificateFor("shin-lee-example.infeasible");
    const dot = goalStructure(certificate);
    expect(dot.match(/ {2}G\d+ \[/g)).toHaveLength(1 + claimsOf(certificate).length);
    expect(dot).toContain(
      'G1 [shape=box, label="G1\\nevery job of VM edf-guest\\nends by its deadline\\n(REFUTED)\\n◇ undeveloped"]',
    );
    expect(dot).toContain("G2 -> S2;");
    expect(dot).toContain("S2 -> A1 [arrowhead=empty];");
    expect(dot.match(/A\d+ \[shape=ellipse.*undeveloped/g)).toHaveLength(4);
    const nodes = new Set([...dot.matchAll(/^ {2}(\w+) \[/gm)].map(([, id]) => id));
    for (const [, from, to] of dot.matchAll(/^ {2}(\w+) -> (\w+)/gm))
      expect([nodes.has(from), nodes.has(to)]).toEqual([true, true]);
  });
});
