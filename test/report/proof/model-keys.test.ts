import { expect, it } from "vitest";
import { certified, FIXTURES, fixture } from "../../support/certified.ts";

/** Every key that a certificate's model may hold; the report has to tell each (src/report/proof/outline/system.ts). */
const TOLD: Readonly<Record<string, string>> = {
  model: "beyond clockTick cores costs frame interrupts policy slots system timeUnit vms",
  costs: "cacheRefill hypercall interruptEntry longestNonPreemptible vmSwitch",
  vms: "above activations core name preemptive priority quantum scheduling supply tasks",
  tasks: "blocking deadline hypercalls jitter name nonPreemptible offset period priority sections wcet",
  interrupts: "arrivals bottomHalf core deadline delivery device name notice ring shaper target topHalf",
};

type Fields = Readonly<Record<string, unknown>>;

it("a new key of the model does not go unsaid in the report", async () => {
  for (const path of FIXTURES) {
    const { model } = JSON.parse(certified(await fixture(path), 1_000).text) as { readonly model: Fields };
    const vms = model["vms"] as readonly Fields[];
    const parts: readonly (readonly [string, Fields])[] = [
      ["model", model],
      ["costs", model["costs"] as Fields],
      ...vms.map((vm) => ["vms", vm] as const),
      ...vms.flatMap((vm) => (vm["tasks"] as readonly Fields[]).map((task) => ["tasks", task] as const)),
      ...(model["interrupts"] as readonly Fields[]).map((each) => ["interrupts", each] as const),
    ];
    for (const [kind, fields] of parts) expect(Object.keys(fields).sort().join(" ")).toBe(TOLD[kind]);
  }
});
