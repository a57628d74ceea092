import { describe, expect, it } from "vitest";
import { canonical } from "../../src/checker/canonical.ts";
import { readTick, verify } from "../../src/checker/verify.ts";
import {
  type Case,
  certificate,
  claim,
  DEDICATED,
  type Fields,
  judged,
  model,
  PROMISED,
  said,
  source,
  task,
  vm,
} from "./hand-made.ts";

const plain = model([vm("g", [task("a", 1, 4)], { supply: DEDICATED })]);
const shown = {
  theorem: "fp-response-time",
  hypotheses: PROMISED,
  proof: { kind: "fp-windows", windows: [1], bound: 1, cycle: null },
};
const one = (
  more: Partial<typeof shown & { rests: string[]; reason: string }> = {},
  body: Fields = {},
): string =>
  certificate({ model: plain, claims: [claim("vm/g/task/a", "proved", { ...shown, ...more })] }, body);
const undecided = (verdict: string, more: Fields = {}): string =>
  certificate({ model: plain, claims: [{ ...claim("vm/g/task/a", verdict), ...more }] });
const claims = (...ids: readonly string[]): string =>
  certificate({ model: plain, claims: ids.map((id) => claim(id, "uncertified")) });

judged("a certificate", [
  ["is accepted", one(), "accepted proved"],
  ["has every part", one({}, { tool: undefined }), 'the certificate: has no "tool"'],
  ["has no other part", one({}, { note: "trust me" }), 'the certificate: has the unknown key "note"'],
  ["is hashed", one({}, { id: "sha256:0" }), "id: is not the hash of the rest"],
  [
    "has the hash of its model",
    one({}, { modelHash: "sha256:0" }),
    "modelHash: is not the hash of model and tick",
  ],
  ["names the tool that wrote it", one({}, { tool: null }), "tool: is not a text"],
  ["has claims in a list", one({}, { claims: {} }), "claims: is not a list"],
  [
    "has the worst of the verdicts",
    one({}, { verdict: "refuted" }),
    "verdict: is not the worst of the claims, proved",
  ],
  [
    "is of a version that is known",
    one({}, { schema: `hyperbound-certificate/${"2".repeat(99)}` }),
    `schema: is hyperbound-certificate/${"2".repeat(37)}: this checker knows hyperbound-certificate/1 only`,
  ],
]);

judged("the tick", [
  ["may be a fraction of a second", one({}, { tick: "3/14000" }), "accepted proved"],
  ["may be whole seconds", one({}, { tick: "60" }), "accepted proved"],
  ...[
    "0",
    "1/0",
    "-1",
    "01",
    "1/01",
    "1.5",
    "",
    "1/",
    "1/2/3",
    " 1",
    `1${"0".repeat(100)}`,
    `1/1${"0".repeat(100)}`,
  ].map(
    (tick): Case => [
      `is not "${tick.slice(0, 9)}"`,
      one({}, { tick }),
      "tick: is no positive fraction of seconds, of at most 100 digits above and below the line",
    ],
  ),
  ["is a text", one({}, { tick: null }), "tick: is not a text"],
]);

judged("the claims", [
  ["are those that the model demands", claims("vm/g/task/a"), "accepted uncertified"],
  ["leave nothing out", claims(), "claims: leave out vm/g/task/a, which the model demands"],
  [
    "hold nothing more",
    claims("vm/g/task/a", "vm/g/task/b"),
    "claims: hold vm/g/task/b, which the model does not demand, or hold it twice",
  ],
  [
    "hold nothing twice",
    claims("vm/g/task/a", "vm/g/task/a"),
    "claims: hold vm/g/task/a, which the model does not demand, or hold it twice",
  ],
  ["may be none", certificate({ model: model([]), claims: [] }), "accepted proved"],
  [
    "have a verdict that is known",
    undecided("maybe"),
    "claims[0].verdict: is none of proved, uncertified, not-proved, no-bound, refuted",
  ],
  [
    "have a reason that is a text",
    undecided("not-proved", { reason: null }),
    "claims[0].reason: is not a text",
  ],
  ["may say that nothing is known", undecided("no-bound", { reason: "by far" }), "accepted no-bound"],
  ...(
    [
      ["proof", { kind: "by-demand" }],
      ["theorem", "edf-demand"],
      ["hypotheses", ["vmm-costs"]],
      ["rests", ["vm/g/tasks"]],
    ] as const
  ).map(
    ([key, value]): Case => [
      `that show nothing have no ${key}`,
      undecided("not-proved", { [key]: value }),
      "vm/g/task/a: it does not hold that a claim that is not-proved brings no proof",
    ],
  ),
  [
    "have the theorem that shows them",
    one({ theorem: "edf-demand" }),
    "vm/g/task/a: it does not hold that this is an instance of fp-response-time",
  ],
  [
    "have all hypotheses",
    one({ hypotheses: PROMISED.slice(1) }),
    `vm/g/task/a: it does not hold that the hypotheses are ${PROMISED.join(" ")}`,
  ],
  [
    "have hypotheses in order",
    one({ hypotheses: [...PROMISED].reverse() }),
    `vm/g/task/a: it does not hold that the hypotheses are ${PROMISED.join(" ")}`,
  ],
  [
    "rest on nothing else",
    one({ rests: ["vm/g/task/a"] }),
    "vm/g/task/a: it does not hold that the claim rests on ",
  ],
  [
    "show nothing where the system has what no rule is for",
    certificate({
      model: { ...plain, beyond: ["magic", "dust"] },
      claims: [claim("vm/g/task/a", "proved", shown)],
    }),
    "vm/g/task/a: it does not hold that the checker has rules for all of the system (not for magic, dust)",
  ],
  [
    "may say so where the system has what no rule is for",
    certificate({ model: { ...plain, beyond: ["magic"] }, claims: [claim("vm/g/task/a", "uncertified")] }),
    "accepted uncertified",
  ],
  [
    "may tell besides of what no rule is for",
    certificate({
      model: { ...plain, beyond: ["magic"] },
      claims: [claim("vm/g/task/a", "uncertified"), claim("vm/g/magic", "no-bound")],
    }),
    "accepted no-bound",
  ],
  [
    "tell of it once",
    certificate({
      model: { ...plain, beyond: ["magic"] },
      claims: [
        claim("vm/g/task/a", "uncertified"),
        claim("vm/g/magic", "no-bound"),
        claim("vm/g/magic", "no-bound"),
      ],
    }),
    "claims: hold vm/g/magic, which the model does not demand, or hold it twice",
  ],
  ...["proved", "refuted"].map(
    (verdict): Case => [
      `that are ${verdict} are not about what no rule is for`,
      certificate({
        model: { ...plain, beyond: ["magic"] },
        claims: [claim("vm/g/task/a", "uncertified"), claim("vm/g/magic", verdict, shown)],
      }),
      "claims: hold vm/g/magic, which the model does not demand, or hold it twice",
    ],
  ),
  [
    "are of a kind that there is a rule for",
    certificate({
      model: { ...plain, interrupts: [source("irq", 9, 1, { deadline: 9 })] },
      claims: [claim("interrupt/irq", "refuted", shown), claim("vm/g/task/a", "uncertified")],
    }),
    "interrupt/irq: there is no rule for such a claim with this verdict",
  ],
]);

// biome-ignore lint/suspicious/noExplicitAny: what is changed may become anything
type Any = any;
/** The same certificate with other statements. */
function saying(at: "hypotheses" | "theorems", change: (statements: Any[]) => void): string {
  const statements: Any[] = structuredClone(JSON.parse(one())[at]);
  change(statements);
  return one({}, { [at]: statements });
}

judged("the statements", [
  [
    "are exactly those that are used",
    saying("theorems", (all) => all.pop()),
    "theorems: are not exactly fp-response-time",
  ],
  [
    "are told in order",
    saying("hypotheses", (all) => all.reverse()),
    `hypotheses: are not exactly ${PROMISED.join(", ")}`,
  ],
  [
    "say what there are rules for",
    saying("theorems", ([first]) => {
      first.statement = "All is well.";
    }),
    "theorems.fp-response-time: does not say what the checker has rules for",
  ],
  [
    "name the owner of a hypothesis",
    saying("hypotheses", ([first]) => {
      first.owner = "nobody";
    }),
    "hypotheses.contract-honoured: does not say what the checker has rules for",
  ],
  [
    "may be vouched for",
    saying("hypotheses", ([first, second]) => {
      first.status = "measured";
      second.status = "proved";
      second.evidence = "trace 7";
    }),
    "accepted proved",
  ],
  [
    "have a status that is known",
    saying("hypotheses", ([first]) => {
      first.status = "hoped";
    }),
    "hypotheses.contract-honoured.status: is none of assumed, measured, proved",
  ],
  [
    "have evidence that is a text",
    saying("hypotheses", ([first]) => {
      first.evidence = null;
    }),
    "hypotheses.contract-honoured.evidence: is not a text",
  ],
  [
    "of theorems have no status",
    saying("theorems", ([first]) => (first.status = "proved")),
    'theorems[0]: has the unknown key "status"',
  ],
]);

describe("what is told", () => {
  it("has every claim, and every hypothesis with its owner", () => {
    expect(verify(one())).toMatchObject({
      claims: [{ id: "vm/g/task/a", verdict: "proved" }],
      hypotheses: [
        { id: "contract-honoured", owner: "integrator of the hypervisor" },
        { id: "guest-work-conserving", owner: "developer of the guest" },
        { id: "tasks-keep-their-word", owner: "developer of the guest" },
        { id: "vmm-costs", owner: "integrator of the hypervisor" },
      ],
    });
  });

  it("has each inequality, and what it leads to", () => {
    const lines: string[] = [];
    verify(one(), { explain: (line) => lines.push(line) });
    expect(lines).toEqual([
      "vm/g/task/a: job 0: work before its end ≤ supply in 1: 1 ≤ 1",
      "vm/g/task/a: the busy window ends before the next release: 1 ≤ 4",
      "vm/g/task/a: bound ≤ deadline: 1 ≤ 4",
      "vm/g/task/a: proved by fp-response-time",
    ]);
    const nothing: string[] = [];
    verify(undecided("no-bound"), { explain: (line) => nothing.push(line) });
    expect(nothing).toEqual(["vm/g/task/a: claims nothing (no-bound)"]);
  });

  it("is a failure of the checker itself where that is one", () => {
    const failing = (): never => {
      throw new TypeError("no paper");
    };
    expect(verify(one(), { explain: failing })).toEqual({
      kind: "refused",
      at: "the checker",
      reason: "failed with TypeError: no paper: nothing was shown",
    });
  });

  it("speaks of the system that is asked about only", () => {
    const { model: told, tick } = JSON.parse(one());
    expect(verify(one(), { subject: canonical({ model: told, tick }) }).kind).toBe("accepted");
    expect(verify(one(), { subject: canonical({ model: told, tick: "1" }) })).toMatchObject({ at: "model" });
  });
});

describe("the text of a certificate", () => {
  it("may end with one line end", () => {
    expect(said(`${one()}\n`)).toBe("accepted proved");
    expect(said(`${one()}\n\n`)).toMatch(/^the file: is not in canonical form/);
  });

  it("is not read beyond its longest length", () => {
    expect(said(" ".repeat((1 << 26) + 1))).toBe(`the file: is longer than ${1 << 26} letters`);
    expect(said(" ".repeat(1 << 26))).toBe("this is no JSON object");
  });

  it("is nested sixteen levels deep at most", () => {
    const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(said(nested(17))).toBe("this is no JSON object");
    expect(said(nested(18))).toBe("the file: is nested more than 16 levels deep");
  });

  it("holds no bare number and no key out of order", () => {
    expect(said('{"a":1}')).toBe("the file: holds a bare number: quantities are strings");
    expect(said('{"b":"1","a":"1"}')).toMatch(/^the file: is not in canonical form/);
  });

  it.each(['"hyperbound-certificate/1"', "[]", "null", "true"])("is no certificate: %s", (text) => {
    expect(verify(text)).toEqual({ kind: "unreadable", reason: "this is no JSON object" });
  });

  it.each(['{"schema":null}', '{"schema":"other/1"}', "{}"])("is no certificate of ours: %s", (text) => {
    expect(verify(text)).toEqual({ kind: "unreadable", reason: "this is no certificate of hyperbound" });
  });
});

describe("the length of a tick", () => {
  it("may have a hundred digits above and below the line", () => {
    const longest = `1${"0".repeat(99)}/9${"9".repeat(99)}`;
    expect(readTick(longest)).toBe(longest);
  });
});
