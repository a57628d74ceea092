/** Chapter 4: the functions that all arguments use, and one worked example with numbers of this system. */

import { max } from "../../../checker/arithmetic.ts";
import { type Events, mostClosed } from "../../../checker/events.ts";
import { ordered } from "../../../checker/fixed-priority.ts";
import type { Task } from "../../../checker/model.ts";
import type { World } from "../../../checker/world.ts";
import type { Certified } from "../certified.ts";
import { type Computed, chain, evaluated, type Formulas, words } from "../formula.ts";
import { type Block, math, type Notation, paragraph, type Section } from "../model/document.ts";
import { agreed, availableIn, dueIn, eventsIn, supplyExpression } from "./expressions.ts";
import { supplyWords } from "./plain-words.ts";

export function definitionsSection(certified: Certified, formulas: Formulas): Section {
  const { symbolic } = formulas;
  const line = (left: string, right: string): Notation => chain(symbolic(left), "=", symbolic(right));
  return {
    id: "definitions",
    title: "4 Definitions",
    blocks: [
      {
        kind: "list",
        ordered: false,
        items: [
          [
            math(symbolic("sbf(t)")),
            ": the least processor time that a supply gives in any window of length t, whenever the window begins.",
          ],
          [
            math(symbolic("eta(t)")),
            ": the most events that a source brings in any half-open window of length t.",
          ],
          [
            math(symbolic("rbf(t)")),
            ": the most work that tasks release in any half-open window of length t.",
          ],
          [
            math(symbolic("dbf(t)")),
            ": the most work that tasks release and must finish within any window of length t.",
          ],
          [
            math(symbolic("avail(t)")),
            ": what is surely left of the supply for the tasks of a VM: the supply without the interrupts and loads above them and without what the VMM holds up once.",
          ],
        ],
      },
      paragraph(
        "With execution time C, period T, deadline D and jitter J of a task; period T, jitter J and least distance d of events; budget P, Q and longest wait λ of a supply; cost c of a load; loss s:",
      ),
      {
        kind: "formulas",
        lines: [
          line("eta(t)", "min(ceil((t + J) / T), ceil(t / d))"),
          line("rbf(t)", "sum(ceil((t + J_j) / T_j) * C_j, j)"),
          line("dbf(t)", "sum(max(0, floor((t - D_j + J_j) / T_j) + 1) * C_j, j)"),
          chain(
            line("sbf(t)", "floor((t - lambda) / P) * Q + min(mod(t - lambda, P), Q)"),
            words(" for t ≥ λ of a budget Q per period P, else 0"),
          ),
          line("avail(t)", "sbf(t) - sum(eta_k(t) * c_k, k) - s"),
        ].map(({ text, tex }) => ({ text, tex: tex.replace("≥", "$\\ge$").replace("λ", "$\\lambda$") })),
      },
      paragraph(
        "Of a table, sbf is the least service over the windows of length t that begin where a slot ends. A bucket of N tokens with refill R brings at most N − 1 + ⌈t/R⌉ events.",
      ),
    ],
    sections: exampleSections(certified, formulas),
  };
}

function exampleSections(certified: Certified, formulas: Formulas): Section[] {
  const { model, derived, scale } = certified;
  for (const vm of model.vms) {
    const world = derived.world(vm);
    const [first] = vm.tasks.filter(({ wcet }) => wcet > 0n);
    if (world === null || first === undefined) continue;
    const tasks = vm.scheduling === "edf" ? derived.tasks(vm) : ordered(vm, derived.tasks(vm));
    const window = max(...tasks.map(({ deadline }) => deadline));
    const [source] = model.sources;
    return [
      {
        id: "example",
        title: `Worked example: VM ${vm.name}, windows of ${scale.time(window)}`,
        blocks: [
          paragraph(
            `The VM counts on ${supplyWords(world.supply, scale)}. In ticks of ${scale.time(1n)}, for t = ${window}:`,
          ),
          { kind: "formulas", lines: exampleLines(world, tasks, window, source?.events ?? null, formulas) },
          ...(source === undefined ? [] : [sourceNote(source.name, source.events, window)]),
        ],
        sections: [],
      },
    ];
  }
  return [];
}

function exampleLines(
  world: World,
  tasks: readonly Task[],
  window: bigint,
  events: Events | null,
  formulas: Formulas,
): Notation[] {
  const { symbolic, computed } = formulas;
  const line = (name: string, found: Computed): Notation =>
    chain(symbolic(`${name}(${window})`), "=", evaluated(found));
  const supply = agreed(computed(supplyExpression(world.supply, window)), world.base.least(window));
  const released = computed(
    tasks
      .map(({ wcet, period, jitter }) => `ceil((${window} + ${jitter}) / ${period}) * ${wcet}`)
      .join(" + "),
  );
  const due = dueIn(tasks, window, formulas);
  const left = availableIn(world, window, formulas);
  return [
    ...(events === null ? [] : [line("eta", eventsIn(events, window, formulas))]),
    line("sbf", supply),
    line("rbf", released),
    line("dbf", due),
    line("avail", left),
  ];
}

const sourceNote = (name: string, events: Events, window: bigint): Block =>
  paragraph(
    `η is that of the interrupt source ${name}; with both ends of the window counted it would be ${mostClosed(events, window)}.`,
  );
