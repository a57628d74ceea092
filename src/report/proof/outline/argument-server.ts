/** The argument for a server under fixed priorities: its budget fits into one window below all that goes before it. */
import type { Vm } from "../../../checker/model.ts";
import { baseOf } from "../../../checker/supply.ts";
import type { World } from "../../../checker/world.ts";
import { present } from "../../../contract/assert.ts";
import { type Certified, type CertifiedClaim, numberOf } from "../certified.ts";
import { chain, evaluated, type Formulas } from "../formula.ts";
import { agreed, availableIn } from "./expressions.ts";
import type { Step } from "./step.ts";

export function serverSteps(
  { derived, scale, model }: Certified,
  vm: Vm,
  claim: CertifiedClaim,
  formulas: Formulas,
): Step[] {
  const server = present(derived.server(vm), "the server");
  const load = present(derived.serverLoad(vm, server), "the load of the server");
  const above = derived.above(vm);
  const loads = [...derived.interrupts(vm.core), ...present(derived.loadOf(above), "the load above")];
  const supply = { kind: "dedicated" } as const;
  const world: World = {
    base: baseOf(supply),
    supply,
    loads,
    loss: derived.hold,
    hypotheses: [],
    rests: [],
    free: null,
    real: null,
  };
  const window = numberOf(claim.proof, "window") ?? 0n;
  const { computed, symbolic } = formulas;
  const pairs = derived.activations(vm, server) ?? 0n;
  const { vmSwitch, refill } = model.costs;
  const entering = refill === 0n ? `${vmSwitch}` : `(${vmSwitch} + ${refill})`;
  const cost = agreed(computed(`${server.budget} + 2 * ${entering} * ${pairs}`), load.cost);
  const names = [...derived.interrupts(vm.core).map(({ name }) => name), ...above.map(({ name }) => name)];
  if (load.cost === 0n) return [{ text: "The server has no budget to supply." }];
  return [
    {
      text: `Before the budget go ${names.length === 0 ? "nothing" : names.join(", ")}; the VMM may hold it up once for ${derived.hold} ticks. The budget, with two VM switches (and refilled caches, where they cost time) for each of ${pairs} activations in a period, takes`,
      lines: [chain(symbolic("c"), "=", evaluated(cost))],
    },
    {
      text: `In every window of w = ${window} ticks of the core there is left of it`,
      lines: [
        chain(symbolic(`avail(${window})`), "=", evaluated(availableIn(world, window, formulas))),
        chain(load.cost, "≤", String(availableIn(world, window, formulas).value)),
      ],
    },
    {
      text: `So every budget is supplied within ${scale.time(window)}, and is due after ${scale.time(server.deadline)}:`,
      lines: [chain(window, "≤", server.deadline)],
    },
  ];
}
