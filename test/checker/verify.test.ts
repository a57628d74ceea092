import { describe, expect, it } from "vitest";
import { canonical, sha256 } from "../../src/checker/canonical.ts";
import { readModel } from "../../src/checker/model.ts";
import { verify } from "../../src/checker/verify.ts";
import { Derivation } from "../../src/checker/world.ts";
import { subjectText } from "../../src/evidence/certificate.ts";
import { guest } from "../../src/model/guest.ts";
import { periodicResource, server } from "../../src/model/supply.ts";
import { task } from "../../src/model/task.ts";
import { work } from "../../src/numeric/unit.ts";
import { aloneOn } from "../generate/arbitrary/supplied-guest.ts";
import { certified, fixture } from "../support/certified.ts";

/** Three tasks, of which one is due after its period, on 2 of every 5 ms. */
const threeTasks = aloneOn(
  guest({
    scheduling: "edf",
    tasks: [
      task({ name: "a", wcet: "1 ms", period: "10 ms", deadline: "8 ms" }),
      task({ name: "b", wcet: "2 ms", period: "25 ms", deadline: "20 ms" }),
      task({ name: "c", wcet: "5 ms", period: "50 ms", deadline: "60 ms" }),
    ],
  }),
  periodicResource({ period: "5 ms", budget: "2 ms" }),
);

/** A certificate with other claims or another proof, its hash right again. */
function changed(text: string, change: (certificate: Told) => void): string {
  const { id: _, ...body } = JSON.parse(text) as Told;
  change(body);
  return canonical({ ...body, id: sha256(body) });
}

// biome-ignore lint/suspicious/noExplicitAny: what is changed may become anything
type Told = any;

describe("the checker", () => {
  const { text } = certified(threeTasks);

  it("evaluates each inequality of a cover and tells it", () => {
    const lines: string[] = [];
    const points = [
      ["60", "28"],
      ["28", "13"],
      ["13", "7"],
      ["7", "0"],
    ];
    const known = changed(text, ({ claims }) => {
      claims[0].proof.cover = points;
      claims[0].proof.tail = { kind: "linear" };
    });
    expect(verify(known, { explain: (line) => lines.push(line) })).toMatchObject({
      kind: "accepted",
      verdict: "proved",
    });
    // By hand: dbf(59) = 6 + 4·... of a: 6, b: 4, c: 0; sbf(28) = 10. dbf(27) = 4 ≤ sbf(13) = 4. dbf(12) = 1 ≤ sbf(7) = 1.
    for (const words of ["below 60 and blocking of 0 ≤ supply in 28: 10 ≤ 10", "in 13: 4 ≤ 4", "in 7: 1 ≤ 1"])
      expect(
        lines.some((line) => line.includes(words)),
        words,
      ).toBe(true);
  });

  it.each([
    [
      "27 for 28",
      [
        ["60", "27"],
        ["28", "13"],
        ["13", "7"],
        ["7", "0"],
      ],
    ],
    [
      "a gap",
      [
        ["60", "28"],
        ["27", "13"],
        ["13", "7"],
        ["7", "0"],
      ],
    ],
    [
      "a last point too high",
      [
        ["60", "28"],
        ["28", "13"],
        ["13", "7"],
      ],
    ],
    [
      "a first point too low for the tail",
      [
        ["12", "7"],
        ["7", "0"],
      ],
    ],
    ["nothing", []],
  ])("refuses a cover with %s", (_, cover) => {
    const bad = changed(text, ({ claims }) => {
      claims[0].proof.cover = cover;
      claims[0].proof.tail = { kind: "linear" };
    });
    expect(verify(bad)).toMatchObject({ kind: "refused", at: "vm/guest/tasks" });
  });

  it("refuses a certificate of another system", async () => {
    const other = await fixture("fixtures/systems/mobivmm-phone.yaml");
    expect(verify(text, { subject: subjectText(other) })).toMatchObject({ kind: "refused", at: "model" });
  });

  it("refuses a newer version", () => {
    const newer = changed(text, (body) => {
      body.schema = "hyperbound-certificate/2";
    });
    expect(verify(newer)).toMatchObject({ kind: "refused", at: "schema" });
  });

  it("refuses a kind of proof that it does not know", () => {
    const unknown = changed(text, ({ claims }) => {
      claims[0].proof.kind = "trust-me";
    });
    expect(verify(unknown)).toMatchObject({ kind: "refused" });
  });

  it("refuses a number of a million digits without reading it", () => {
    const huge = changed(text, ({ claims }) => {
      claims[0].proof.cover[0][0] = "9".repeat(1_000_000);
    });
    expect(verify(huge)).toMatchObject({ kind: "refused" });
  });

  it("refuses a claim that is too many, and tells no more than 80 characters of its name", () => {
    const more = changed(text, ({ claims }) => {
      claims.push({ ...claims[0], id: "x".repeat(81), verdict: "uncertified", proof: null, theorem: null });
      claims.at(-1).hypotheses = [];
      claims.at(-1).rests = [];
    });
    expect(verify(more)).toMatchObject({
      kind: "refused",
      at: "claims",
      reason: `hold ${"x".repeat(80)}, which the model does not demand, or hold it twice`,
    });
  });

  it("refuses what is nested too deep", () => {
    expect(verify(`{"schema":${"[".repeat(100_000)}${"]".repeat(100_000)}}`).kind).not.toBe("accepted");
  });

  it.each([
    ["no JSON", "system: phone"],
    ["nothing", ""],
    ["a list", "[]"],
    ["null", "null"],
    ["another document", '{"hyperbound":"0.1.0"}'],
  ])("calls %s no certificate", (_, other) => {
    expect(verify(other).kind).toBe("unreadable");
  });

  it("refuses a key twice, white space and bare numbers", () => {
    expect(verify(text.replace('{"claims":', '{"claims":[],"claims":')).kind).toBe("refused");
    expect(verify(text.replace(",", ", ")).kind).toBe("refused");
    expect(verify(text.replace(/"([0-9]+)"/, "$1")).kind).toBe("refused");
    expect(verify(JSON.stringify(JSON.parse(text), null, 2)).kind).toBe("refused");
  });

  it("does not take a miss on a supply that goes to waste for a miss on every supply", () => {
    // 3 of every 12 ms; a backlog can meet two budgets in a row, 6 ms, and then nothing for 9 ms. Job 1 of `b` comes then; on
    // a supply that keeps its budget until it is needed it is in time.
    const tasks = [
      task({ name: "a", wcet: "1 ms", period: "16 ms" }),
      task({ name: "b", wcet: "1 ms", period: "6 ms" }),
    ];
    const supply = server({ server: "deferrable", period: "12 ms", budget: "3 ms" });
    const found = certified(aloneOn(guest({ scheduling: "edf", tasks }), supply));
    expect(found.findings.verdict).toBe("not-proved");
    const forged = changed(found.text, (body) => {
      const claim = body.claims[0];
      claim.verdict = "refuted";
      claim.proof = {
        blocker: null,
        cycle: "0",
        job: "1",
        kind: "scenario",
        scale: "1",
        start: "0",
        task: "b",
        world: "best",
      };
      claim.theorem = "edf-demand";
      claim.hypotheses = ["contract-honoured", "guest-work-conserving", "tasks-keep-their-word", "vmm-costs"];
      body.verdict = "refuted";
    });
    expect(verify(forged)).toMatchObject({ kind: "refused", at: "vm/guest/tasks" });
  });

  it("knows nothing that a VM without a slice could count on under SEDF, whatever is left over", async () => {
    const plain = await fixture("fixtures/systems/xen-sedf.yaml");
    const [first] = plain.vms;
    if (first === undefined) throw new Error("the fixture has no VM");
    const vms = [{ ...first, supply: null }];
    const { text: honest, findings } = certified({ ...plain, vms, interrupts: [] });
    expect(findings.verdict).toBe("no-bound");
    // Alone on its core it would have all of it: under EDF a background VM does, and that is what was claimed once.
    const forged = changed(honest, (body) => {
      for (const claim of body.claims) {
        claim.verdict = "proved";
        claim.theorem = "fp-response-time";
        claim.proof = { kind: "fp-windows", windows: ["1"], cycle: null, bound: "1" };
      }
      body.verdict = "proved";
    });
    const refused = verify(forged);
    expect(refused).toMatchObject({ kind: "refused" });
    expect(JSON.stringify(refused)).toContain("nothing is known that this VM could count on");
  });

  it("takes a device that may come to belong to another VM for one that takes quanta", async () => {
    const plain = await fixture("fixtures/systems/mobivmm-phone.yaml");
    const interrupts = plain.interrupts.map((source) => ({
      ...source,
      target: "rtos",
      device: "dynamic" as const,
      delivery: "rest-of-quantum" as const,
    }));
    const dynamic = certified({ ...plain, interrupts });
    expect(dynamic.outcome).toMatchObject({ kind: "accepted", verdict: "no-bound" });
    const model = new Derivation(readModel(JSON.parse(dynamic.text).model), new Map());
    expect(model.model.vms.map((vm) => model.provision(vm))).toEqual([null, null]);
  });

  it("lets an interrupt without work of its own wait for the others of its core", async () => {
    const plain = await fixture("fixtures/systems/monitored-bus.yaml");
    const [bus] = plain.interrupts;
    if (bus === undefined || plain.vmm === null) throw new Error("the fixture has no interrupt");
    const vmm = { ...plain.vmm, costs: { ...plain.vmm.costs, interruptEntry: work("0 s") } };
    const { shaper: _, ...unshaped } = bus;
    const idle = {
      ...unshaped,
      name: "idle",
      delivery: "when-scheduled" as const,
      topHalf: work("0 s"),
      bottomHalf: work("0 s"),
    };
    const { text: told } = certified({ ...plain, vmm, interrupts: [bus, idle] });
    const { lemmas, tick } = JSON.parse(told) as { lemmas: { source: string }[]; tick: string };
    // By hand: a section of 30 us, then the bus: 10 + 100 + 2 switches of 20 us; and one tick of 10 us.
    expect(tick).toBe("1/100000");
    expect(lemmas.find(({ source }) => source === "idle")).toMatchObject({ delay: "19" });
  });
});
