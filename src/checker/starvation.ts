/**
 * A task that interrupts of one source keep from the core for ever: round robin, all other VMs always have work, the VMM takes no
 * time for itself. An interrupt that takes the rest of the quantum as a turn of the VM begins leaves nothing of it; the target has
 * the core for r, then the turns of all others take S, and the next turn begins with the next interrupt. So one every r + S, the first
 * with the first turn, and job 0 never runs.
 */
import type { Json } from "./canonical.ts";
import { limitsOf } from "./events.ts";
import type { Ledger } from "./ledger.ts";
import type { Task, Vm } from "./model.ts";
import { noticed } from "./notice.ts";
import type { Shown } from "./proof.ts";
import { natural, oneOf, record, text } from "./shape.ts";
import { starvingPeriod, takesFrom } from "./turns.ts";
import type { Derivation } from "./world.ts";

/** Refuses unless the named course of interrupts is legal and leaves the task nothing. */
export function taskStarves(ledger: Ledger, derived: Derivation, vm: Vm, task: Task, proof: Json): Shown {
  const fields = record(proof, "proof", "first kind period source");
  oneOf(fields["kind"], "proof.kind", ["starvation"]);
  const { policy, sources, clockTick } = derived.model;
  const [inTurn, name] = [derived.vmsOn(vm.core), text(fields["source"], "proof.source")];
  const others = inTurn.filter((other) => other !== vm);
  const source = sources.find((each) => each.name === name);
  if (source === undefined) return ledger.refuse("there is no such source");
  ledger.require(policy === "round-robin" && vm.scheduling !== "best-effort", "VMs take turns");
  ledger.require(
    others.every(({ scheduling }) => scheduling === "best-effort"),
    "all other VMs may always have work",
  );
  ledger.require(
    takesFrom(vm, source) && source.device === "dedicated" && source.target !== null,
    "each interrupt takes the rest of the quantum for one other VM",
  );
  const { shaper, notice, ring } = source;
  ledger.require(
    notice === null && ring === null && shaper?.excess !== "hold",
    "every event is an interrupt, at once",
  );
  const period = natural(fields["period"], "proof.period");
  const first = natural(fields["first"], "proof.first");
  const before = inTurn.slice(0, inTurn.indexOf(vm));
  const ahead = before.reduce((sum, { quantum }) => sum + (quantum ?? 0n), 0n);
  ledger.require(first === ahead, "the first interrupt comes with the first turn of the VM");
  ledger.require(period === starvingPeriod(vm, others, clockTick), "the others come with each turn after it");
  for (const limit of limitsOf(noticed(source).each))
    ledger.atMost(limit.period, period, "interrupts may come as often, for ever");
  ledger.require(
    task.wcet > 0n && derived.world(vm) === null,
    "the task has work, and nothing else to count on",
  );
  ledger.tell(`job 0 of ${task.name} has not run at its deadline ${(task.offset ?? 0n) + task.deadline}`);
  return { theorem: "rest-of-quantum-starvation", hypotheses: [], rests: [] };
}
