/** Claims about the tasks of a guest. */
import { max } from "./arithmetic.ts";
import type { Json } from "./canonical.ts";
import { demandIsMet, edfBlocking } from "./edf.ts";
import { levelAt, nonPreemptiveBound, ordered, responseBound, type Windows } from "./fixed-priority.ts";
import type { Ledger } from "./ledger.ts";
import type { Vm } from "./model.ts";
import { type Kind, readCover, readScenario, readWindows, type Shown } from "./proof.ts";
import { guestIsLate } from "./scenario.ts";
import { list, natural, oneOf, optional, positive, record } from "./shape.ts";
import { serviceOf } from "./supply.ts";
import type { Derivation, World } from "./world.ts";

/** Checks the proof of a task's claim, or of all tasks of an EDF guest together (`name` null). */
export function guestClaim(
  ledger: Ledger,
  derived: Derivation,
  vm: Vm,
  name: string | null,
  verdict: Kind,
  proof: Json,
): Shown {
  const world = derived.world(vm);
  if (world === null) return ledger.refuse("nothing is known that this VM could count on");
  const tasks = derived.tasks(vm);
  const shared = vm.tasks.some(({ sections }) => sections.length > 0);
  const hypotheses = [
    "tasks-keep-their-word",
    "guest-work-conserving",
    ...(shared ? ["resource-protocol"] : []),
    ...world.hypotheses,
  ];
  const shown = { hypotheses, rests: world.rests };
  const edf = vm.scheduling === "edf";
  ledger.require(vm.scheduling !== "best-effort", "the guest's scheduler promises something");
  const demand = vm.preemptive ? "edf-demand" : "edf-non-preemptive";
  if (verdict === "refuted") {
    ledger.require(edf === (name === null), "the claim fits the guest's scheduler");
    guestIsLate(ledger, world, vm, tasks, name, readScenario(proof));
    return { ...shown, theorem: edf ? demand : "fp-response-time" };
  }
  if (edf) {
    if (name === null) {
      demandIsMet(ledger, world, tasks, edfBlocking(tasks, vm.preemptive), readCover(proof));
      return { ...shown, theorem: demand };
    }
    oneOf(record(proof, "proof", "kind")["kind"], "proof.kind", ["by-demand"]);
    return { ...shown, theorem: demand, rests: [`vm/${vm.name}/tasks`, ...world.rests] };
  }
  const inOrder = ordered(vm, tasks);
  const index = inOrder.findIndex((task) => task.name === name);
  const level = levelAt(inOrder, index, vm.preemptive);
  const fields = record(proof, "proof", "bound cycle? kind length? phases? starts? windows?");
  const bound = natural(fields["bound"], "proof.bound");
  const kind = oneOf(fields["kind"], "proof.kind", ["fp-windows", "fp-starts", "fp-phases"]);
  let [theorem, found] = [vm.preemptive ? "fp-response-time" : "fp-non-preemptive-on-supply", 0n];
  switch (kind) {
    case "fp-windows":
      found = responseBound(
        ledger,
        world,
        level,
        readWindows(record(proof, "proof", "bound cycle kind windows"), "proof"),
      );
      break;
    case "fp-starts": {
      const { starts, length, cycle } = record(proof, "proof", "bound cycle kind length starts");
      const { base, loads, loss } = world;
      const own = base.kind === "dedicated" && loads.length === 0 && loss === 0n && !vm.preemptive;
      ledger.require(own, "the guest does not preempt and has a processor to itself");
      theorem = "fp-non-preemptive";
      found = nonPreemptiveBound(ledger, level, {
        starts: list(starts, "proof.starts", natural),
        length: optional(length, "proof.length", positive),
        cycle: optional(cycle, "proof.cycle", positive),
      });
      break;
    }
    case "fp-phases": {
      const phases = list(record(proof, "proof", "bound kind phases")["phases"], "proof.phases", (each, at) =>
        readWindows(record(each, at, "cycle windows"), at),
      );
      theorem = "fp-table-phases";
      found = max(
        ...fromEachPhase(ledger, vm, world, phases.length).map((each, at) =>
          responseBound(ledger, each, level, phases[at] as Windows),
        ),
      );
    }
  }
  ledger.require(found === bound, `the bound is the longest response shown, ${found}`);
  ledger.atMost(bound, level.task.deadline, "bound ≤ deadline");
  return { ...shown, theorem };
}

/** A table, with nothing above the guest, as it is from each of its window ends. */
function fromEachPhase(ledger: Ledger, vm: Vm, world: World, count: number): World[] {
  const { supply } = world;
  ledger.require(
    supply.kind === "table" && vm.preemptive && world.loads.length === 0 && world.loss === 0n,
    "the guest preempts and has a plain table",
  );
  const { ends, between } = serviceOf(supply.frame, supply.windows);
  const phases = ends.length > 0 ? ends : [0n];
  ledger.require(phases.length === count && world.base.rate.n > 0n, `there are ${phases.length} phases`);
  return phases.map((end) => ({ ...world, base: { ...world.base, least: (t) => between(end, end + t) } }));
}
