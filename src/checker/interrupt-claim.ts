/** Claims about interrupts: how long the VMM's part takes, and how long an event waits until it has been handled. */
import { max } from "./arithmetic.ts";
import type { Json } from "./canonical.ts";
import type { Windows } from "./fixed-priority.ts";
import { delayBound } from "./latency.ts";
import type { Ledger } from "./ledger.ts";
import type { Source } from "./model.ts";
import { readWindows, type Shown, VMM } from "./proof.ts";
import { list, natural, oneOf, record, text } from "./shape.ts";
import { atOnce, coreWorld, type Derivation } from "./world.ts";

/** How long the VMM's part of an interrupt takes at most; the lemmas that world derivations rest on. */
export function topHalfBound(ledger: Ledger, derived: Derivation, source: Source, windows: Windows): bigint {
  const others = derived.interrupts(source.core).filter(({ name }) => name !== source.name);
  const world = coreWorld(others, derived.hold);
  return delayBound(ledger, world, derived.stolen(source), windows);
}

/** Every interrupt of a source is handled within its deadline, whoever owns its device. */
export function interruptClaim(
  ledger: Ledger,
  derived: Derivation,
  source: Source,
  delays: ReadonlyMap<string, bigint>,
  proof: Json,
): Shown {
  const fields = record(proof, "proof", "bound kind owners");
  oneOf(fields["kind"], "proof.kind", ["latency"]);
  const shown = list(fields["owners"], "proof.owners", (each, at) => {
    const owner = record(each, at, "cycle vm windows");
    return { vm: text(owner["vm"], at), ...readWindows(owner, at) };
  });
  const owners = derived.model.vms.filter((vm) => derived.waits(vm, source));
  ledger.require(
    owners.length === shown.length && owners.every(({ name }, index) => name === shown[index]?.vm),
    "the owners are those in whom the bottom half may wait",
  );
  const top = delays.get(source.name);
  if (owners.length === 0 && top === undefined) return ledger.refuse("its top half has no lemma");
  const [hypotheses, rests, latencies]: [string[], string[], bigint[]] = [
    [...VMM],
    [],
    owners.length === 0 ? [top ?? 0n] : [],
  ];
  for (const [index, vm] of owners.entries()) {
    const provision = derived.provision(vm);
    const halves = derived.halves(vm, false);
    const own = halves?.find(({ name }) => name === source.name);
    const before = source.core === vm.core ? 0n : top;
    if (provision === null || halves === null || own === undefined || before === undefined)
      return ledger.refuse(`nothing is known that ${vm.name} could count on`);
    const served = derived.server(vm) !== null;
    const others = halves.filter((load) => load !== own);
    const world = {
      ...provision,
      loads: [...provision.loads, ...(served ? derived.interrupts(vm.core) : []), ...others],
      loss: served ? derived.hold : max(provision.loss, derived.model.costs.section),
    };
    latencies.push(before + delayBound(ledger, world, own, shown[index] as Windows));
    hypotheses.push(...provision.hypotheses);
    rests.push(...provision.rests);
  }
  const bound = natural(fields["bound"], "proof.bound");
  ledger.require(bound === max(...latencies), `the bound is the longest latency shown, ${max(...latencies)}`);
  if (source.deadline === null) return ledger.refuse("the source has no deadline");
  ledger.atMost(bound, source.deadline, "latency ≤ deadline");
  ledger.require(!atOnce(source) || owners.length === 0, "what is handled at once waits for no VM");
  return { theorem: "interrupt-latency", hypotheses, rests };
}
