/** Claims about the VMM: that servers get their budgets, and VMs what their contracts promise. */
import type { Json } from "./canonical.ts";
import { type Blocking, demandIsMet } from "./edf.ts";
import type { Load } from "./events.ts";
import type { Ledger } from "./ledger.ts";
import type { Vm } from "./model.ts";
import { type Kind, readCover, readLate, type Shown, VMM } from "./proof.ts";
import { serverIsLate } from "./scenario.ts";
import { natural, oneOf, optional, positive, record } from "./shape.ts";
import { dominates, type Hosted, serversFit } from "./sweep.ts";
import { available, coreWorld, type Derivation, keepsBudget } from "./world.ts";

/** Under fixed priorities: the budget is complete by its deadline, below all that goes before it. */
export function serverClaim(ledger: Ledger, derived: Derivation, vm: Vm, verdict: Kind, proof: Json): Shown {
  const server = derived.server(vm);
  ledger.require(
    server !== null && derived.model.policy === "fixed-priority",
    "the VM has a server of its own priority",
  );
  const shown = { theorem: "server-response-time", hypotheses: [...VMM, "vmm-enforces-budgets"], rests: [] };
  if (verdict === "refuted") {
    serverIsLate(ledger, derived, vm.core, vm, readLate(proof));
    return shown;
  }
  const own = derived.serverLoad(vm, server);
  const above = derived.loadOf(derived.above(vm));
  ledger.require(
    !derived.robbed(vm) && own !== null && above !== null,
    "all that goes before the budget is limited",
  );
  const { kind, window } = record(proof, "proof", "kind window");
  oneOf(kind, "proof.kind", ["server-window"]);
  const length = natural(window, "proof.window");
  const world = coreWorld([...derived.interrupts(vm.core), ...above], derived.hold);
  const demand = own.cost + derived.hold;
  ledger.require(length > 0n || demand === 0n, "the window is positive");
  if (demand > 0n) {
    ledger.atMost(
      own.cost,
      available(world, length),
      `budget, switches and a section of the VMM ≤ what is left of ${length}`,
    );
  }
  ledger.atMost(length, server.deadline, "window ≤ deadline of the server");
  return shown;
}

/** Under EDF: all servers of a core together. */
export function serversClaim(
  ledger: Ledger,
  derived: Derivation,
  core: bigint,
  verdict: Kind,
  proof: Json,
): Shown {
  const shown = { theorem: "server-demand", hypotheses: [...VMM, "vmm-enforces-budgets"], rests: [] };
  if (verdict === "refuted") {
    serverIsLate(ledger, derived, core, null, readLate(proof));
    return shown;
  }
  const { policy } = derived.model;
  ledger.require(policy === "edf" || policy === "sedf", "the VMM schedules servers by deadline");
  const robbed = derived.vmsOn(core).some((vm) => derived.server(vm) !== null && derived.robbed(vm));
  ledger.require(!robbed, "no interrupt takes the rest of a quantum from a server");
  const servers = serversOf(derived, core).map(
    (server) => server ?? ledger.refuse("nothing limits how often a server is switched in"),
  );
  ledger.require(servers.length > 0, "the core has a server");
  const world = coreWorld(derived.interrupts(core), derived.hold);
  if (servers.some(({ kind }) => keepsBudget(kind))) {
    const { horizon, kind } = record(proof, "proof", "horizon kind");
    oneOf(kind, "proof.kind", ["servers-sweep"]);
    serversFit(ledger, world, servers, natural(horizon, "proof.horizon"));
    return shown;
  }
  const jobs = servers.map(({ budget, period, deadline }) => ({
    wcet: budget,
    period,
    deadline,
    jitter: 0n,
  }));
  const none: Blocking = () => 0n;
  demandIsMet(ledger, world, jobs, none, readCover(proof));
  return shown;
}

/** The servers of a core as an EDF host serves them; null for one that may be switched in without limit. */
export function serversOf(derived: Derivation, core: bigint): (Hosted | null)[] {
  return derived.vmsOn(core).flatMap((vm): (Hosted | null)[] => {
    const server = derived.server(vm);
    if (server === null) return [];
    const load = derived.serverLoad(vm, server);
    if (load === null) return [null];
    const tested = server.kind === "hard-cbs" || server.kind === "sched-deadline";
    const pair = 2n * derived.entering;
    const events = tested && pair > 0n ? switchesOf(derived, vm, server.period, pair) : [];
    return [{ ...server, budget: tested ? server.budget : load.cost, events }];
  });
}

/** When a server that is not served in one go is switched in, each time for a pair of switches. */
function switchesOf(derived: Derivation, vm: Vm, period: bigint, pair: bigint): Load[] {
  if (vm.activations !== null)
    return [{ name: vm.name, events: { period, jitter: period, distance: 0n }, cost: pair * vm.activations }];
  const wakeUps = derived.guestLoad(vm, true) ?? [];
  const replenished = { name: vm.name, events: { period, jitter: 0n, distance: 0n }, cost: pair };
  return [replenished, ...wakeUps.map((load) => ({ ...load, cost: pair }))];
}

/** The VMM's supply of a VM is at least its contract. */
export function contractClaim(ledger: Ledger, derived: Derivation, vm: Vm, proof: Json): Shown {
  const contract = derived.contract(vm);
  const world = derived.provision(vm);
  ledger.require(contract !== null && world !== null, "there are a contract and a supply");
  const { horizon, cycle, kind } = record(proof, "proof", "cycle horizon kind");
  oneOf(kind, "proof.kind", ["dominance"]);
  dominates(
    ledger,
    world,
    contract,
    natural(horizon, "proof.horizon"),
    optional(cycle, "proof.cycle", positive),
  );
  const theorem = derived.model.policy === "table" ? "table-dominates-contract" : "supply-dominates-contract";
  return { theorem, hypotheses: VMM, rests: [] };
}
