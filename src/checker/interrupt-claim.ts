/** Claims about interrupts: how long the VMM's part takes, and how long an event waits until it has been handled. */
import { max } from "./arithmetic.ts";
import type { Json } from "./canonical.ts";
import type { Load } from "./events.ts";
import type { Windows } from "./fixed-priority.ts";
import { delayBound } from "./latency.ts";
import type { Ledger } from "./ledger.ts";
import type { Source, Vm } from "./model.ts";
import { noticed } from "./notice.ts";
import { readWindows, type Shown, VMM } from "./proof.ts";
import { list, natural, oneOf, optional, record, text } from "./shape.ts";
import { coreWorld, type Derivation, type World } from "./world.ts";

/** A part of what the VMM does for a source at once, below all else that the interrupts of its core ask for. */
export function partOf(
  derived: Derivation,
  source: Source,
  part: "interrupts" | "handlers",
): { readonly world: World; readonly stream: Load | null } {
  const stolen = derived.stolen(source);
  const rest = part === "interrupts" ? stolen.handlers : stolen.interrupts;
  const others = derived.interrupts(source.core).filter(({ name }) => name !== source.name);
  const loads = rest === null || rest.cost === 0n ? others : [...others, rest];
  return { world: coreWorld(loads, derived.hold), stream: stolen[part] };
}

/** How long the VMM's part of an interrupt takes at most; the lemmas that world derivations rest on. */
export function topHalfBound(ledger: Ledger, derived: Derivation, source: Source, windows: Windows): bigint {
  const { world, stream } = partOf(derived, source, "interrupts");
  return stream === null ? ledger.refuse("nothing is raised") : delayBound(ledger, world, stream, windows);
}

/** A VM in which bottom halves of a source wait: what it is served by, and what they are. */
export function waitingIn(
  derived: Derivation,
  source: Source,
  vm: Vm,
): { readonly world: World; readonly own: Load } | null {
  const provision = derived.provision(vm);
  const halves = derived.halves(vm, false);
  const own = halves?.find(({ name }) => name === source.name);
  if (provision === null || halves === null || own === undefined) return null;
  const served = derived.server(vm) !== null;
  const others = halves.filter((load) => load !== own);
  const ownSection = derived.model.costs.section + derived.coldStart(vm);
  const world = {
    ...provision,
    loads: [...provision.loads, ...(served ? derived.interrupts(vm.core) : []), ...others],
    loss: served ? derived.hold : max(provision.loss, ownSection),
  };
  return { world, own };
}

/** Every interrupt of a source is handled within its deadline, whoever owns its device. */
export function interruptClaim(
  ledger: Ledger,
  derived: Derivation,
  source: Source,
  delays: ReadonlyMap<string, bigint>,
  proof: Json,
): Shown {
  const fields = record(proof, "proof", "atOnce bound kind owners");
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
  const { wait } = noticed(source);
  ledger.require(wait !== null, "its shaper holds no event longer and longer");
  const top = delays.get(source.name);
  const [hypotheses, rests, latencies]: [string[], string[], bigint[]] = [[...VMM], [], []];
  // Handled at once, always or while a monitor admits it: with the interrupt, or in its own turn after it.
  if (owners.length === 0 || source.delivery === "monitored") {
    const { world, stream } = partOf(derived, source, "handlers");
    const windows = optional(fields["atOnce"], "proof.atOnce", (each, at) =>
      readWindows(record(each, at, "cycle windows"), at),
    );
    ledger.require(
      (windows !== null) === (stream !== null),
      "handlers by themselves are shown by themselves",
    );
    if (stream !== null && windows !== null) latencies.push(delayBound(ledger, world, stream, windows));
    else latencies.push(top ?? ledger.refuse("its top half has no lemma"));
  } else ledger.require(fields["atOnce"] === null, "nothing is handled at once");
  for (const [index, vm] of owners.entries()) {
    const before = source.core === vm.core ? 0n : top;
    const waiting = waitingIn(derived, source, vm);
    if (waiting === null || before === undefined)
      return ledger.refuse(`nothing is known that ${vm.name} could count on`);
    latencies.push(before + delayBound(ledger, waiting.world, waiting.own, shown[index] as Windows));
    hypotheses.push(...waiting.world.hypotheses);
    rests.push(...waiting.world.rests);
  }
  const bound = natural(fields["bound"], "proof.bound");
  const longest = wait + max(...latencies);
  ledger.require(bound === longest, `the bound is the longest latency shown, ${longest}`);
  if (source.deadline === null) return ledger.refuse("the source has no deadline");
  ledger.atMost(bound, source.deadline, "latency ≤ deadline");
  return { theorem: "interrupt-latency", hypotheses, rests };
}
