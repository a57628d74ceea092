import { expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { loadSystem } from "../../src/description/load-system.ts";

/**
 * Was called refuted: the bottom half of a `running` device was charged two VM switches that it never needs, and with them
 * (9 of every 6 ms) the server's budget of 1 ms was late. Without them (3 of every 6 ms) it is not. Found by the checker, which
 * replays a late budget below what interrupts surely take.
 */
it("does not call a server late because of VM switches that need not happen", async () => {
  const { system } = await loadSystem(
    `
system: A running device beside an EDF server
timeUnit: ms
vmm: { policy: edf, costs: { vmSwitch: 3 ms, interruptEntry: 1 ms } }
vms:
  first:
    supply: { kind: server, server: periodic-idling, period: 9 ms, budget: 1 ms }
    scheduling: deadline-monotonic
    tasks:
      t1: { minSeparation: 40 ms, wcet: 1 ms }
interrupts:
  irq:
    device: running
    delivery: immediate
    arrivals: { period: 6 ms, minDistance: 6 ms }
    topHalf: 1 ms
    bottomHalf: 1 ms
`,
    "drawn.yaml",
  );
  const claim = checkSystem(system).claims.find(({ id }) => id === "core/0/servers");
  expect(claim?.verdict).toBe("not-proved");
});
