/** What the tasks of a VM may count on, as the checker derives it from the model alone. */
import type { Vm } from "../../../checker/model.ts";
import type { World } from "../../../checker/world.ts";
import type { Certified } from "../certified.ts";
import { columns, paragraph, type Section, type Text } from "../model/document.ts";
import { claimReference, listed } from "./anchor.ts";
import { eventsWords, supplyWords } from "./plain-words.ts";

export const worldAnchor = ({ model }: Certified, vm: Vm): string => `world-${model.vms.indexOf(vm) + 1}`;

export function worldSection(certified: Certified, vm: Vm): Section {
  const world = certified.derived.world(vm);
  return {
    id: worldAnchor(certified, vm),
    title: `What VM ${vm.name} may count on`,
    blocks:
      world === null
        ? [
            paragraph(
              "Nothing: no bound on what the VMM gives it is known, so none of its deadlines can be shown.",
            ),
          ]
        : worldBlocks(certified, world),
    sections: [],
  };
}

function worldBlocks(certified: Certified, { supply, loads, loss, rests }: World): Section["blocks"] {
  const { scale, delays } = certified;
  const paid = loads.filter(({ cost }) => cost > 0n);
  const halves: Text[][] = paid.map(({ name, events, cost }) => [
    name,
    eventsWords(events, scale),
    scale.number(cost),
  ]);
  return [
    paragraph(
      `Supply: ${supplyWords(supply, scale)}. Held up once by the VMM: at most ${scale.time(loss)}.`,
      ...(rests.length === 0
        ? []
        : [" That rests on ", ...listed(rests.map((id) => claimReference(certified, id))), "."]),
    ),
    ...(paid.length === 0
      ? [paragraph("Nothing runs above its tasks on that supply.")]
      : [
          {
            kind: "table" as const,
            caption: `What runs above its tasks on that supply, each event at most so long (${scale.unit})`,
            columns: columns("load*3", "arrivals*5", ">cost*2"),
            rows: halves,
          },
        ]),
    ...(delays.size > 0 && paid.length > 0 && rests.length > 0
      ? [
          paragraph(
            "Arrivals of bottom halves are those of their interrupts, delayed by the VMM's part (lemmas below).",
          ),
        ]
      : []),
  ];
}
