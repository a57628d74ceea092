/** Chapter 2: the model that the certificate embeds, with units. */

import { ordered } from "../../../checker/fixed-priority.ts";
import type { Vm } from "../../../checker/model.ts";
import type { Certified } from "../certified.ts";
import { type Block, code, columns, paragraph, type Section } from "../model/document.ts";
import {
  count,
  deliveryWords,
  eventsWords,
  policyWords,
  schedulingWords,
  supplyWords,
} from "./plain-words.ts";

export function systemSection(certified: Certified): Section {
  const { model, scale, tick, system, modelHash, cores } = certified;
  const { costs, slots, sources } = model;
  const blocks: Block[] = [
    paragraph(
      `“${system}”. Times are in ${scale.unit} unless another unit stands beside them. The certificate counts in ticks: 1 tick = ${tick} s = ${scale.time(1n)}. `,
      "Every number below is exact.",
    ),
    paragraph("Hash of the model: ", code(modelHash)),
    paragraph(
      `VMM: ${policyWords(model.policy)}${model.frame > 0n ? `, frame ${scale.time(model.frame)}` : ""}${model.clockTick === null ? "" : `, turns at multiples of ${scale.time(model.clockTick)}`}; ${count(cores, "core")}. `,
      `Costs: VM switch ${scale.time(costs.vmSwitch)}, interrupt entry ${scale.time(costs.entry)}, hypercall ${scale.time(costs.hypercall)}, refilling cold caches ${scale.time(costs.refill)}, `,
      `longest section of the VMM that nothing preempts ${scale.time(costs.section)}.`,
    ),
  ];
  if (slots.length > 0)
    blocks.push({
      kind: "table",
      caption: `Slots of the table, in ${scale.unit}`,
      columns: columns("core", "VM*3", ">from*2", ">to*2"),
      rows: slots.map(({ vm, core, start, length }) => [
        String(core),
        vm,
        scale.number(start),
        scale.number(start + length),
      ]),
    });
  if (sources.length > 0)
    blocks.push({
      kind: "table",
      caption: `Interrupt sources; halves and deadlines in ${scale.unit}`,
      columns: columns(
        "source*2",
        "core",
        "arrivals*4",
        ">top half*2",
        ">bottom half*2",
        "delivery*4",
        ">deadline*2",
      ),
      rows: sources.map((source) => [
        source.name,
        String(source.core),
        eventsWords(source.events, scale),
        scale.number(source.top),
        scale.number(source.bottom),
        deliveryWords(source, scale),
        source.deadline === null ? "none" : scale.number(source.deadline),
      ]),
    });
  return {
    id: "model",
    title: "2 System model",
    blocks,
    sections: model.vms.map((vm, index) => vmSection(certified, vm, index)),
  };
}

function vmSection({ scale, model }: Certified, vm: Vm, index: number): Section {
  const turn = vm.quantum === null ? "" : `; quantum ${scale.time(vm.quantum)}`;
  const priority =
    vm.priority === null || model.policy !== "fixed-priority" ? "" : `; priority ${vm.priority}`;
  const switches = vm.activations === null ? "" : `; switched in at most ${vm.activations} times per period`;
  const contract = vm.supply === null ? "no supply contract" : `supply: ${supplyWords(vm.supply, scale)}`;
  const blocks: Block[] = [
    paragraph(`Core ${vm.core}; ${schedulingWords(vm)}${turn}${priority}; ${contract}${switches}.`),
  ];
  if (vm.above.length > 0)
    blocks.push(
      paragraph(
        `Above it on its supply: ${vm.above.map(({ name, events, cost }) => `${name} (${eventsWords(events, scale)}, ${scale.time(cost)} each)`).join("; ")}.`,
      ),
    );
  if (vm.tasks.length > 0) {
    const inOrder = vm.scheduling === "edf" ? vm.tasks : ordered(vm, vm.tasks);
    const extra = vm.tasks.some((each) => more(each) !== "");
    const order = vm.scheduling === "edf" ? "" : ", from the highest priority down";
    blocks.push({
      kind: "table",
      caption: `Tasks${order}, in ${scale.unit}`,
      columns: columns(
        "task*3",
        ">C (wcet)*2",
        ">T (period)*2",
        ">D (deadline)*2",
        ">J (jitter)*2",
        ...(extra ? ["more*4"] : []),
      ),
      rows: inOrder.map((task) => [
        task.name,
        ...[task.wcet, task.period, task.deadline, task.jitter].map((ticks) => scale.number(ticks)),
        ...(extra ? [more(task)] : []),
      ]),
    });
  }
  return { id: `vm-${index + 1}`, title: `VM ${vm.name}`, blocks, sections: [] };

  function more({
    offset,
    priority,
    blocking,
    nonPreemptible,
    hypercalls,
    sections,
  }: Vm["tasks"][number]): string {
    return [
      ...(offset === null ? [] : [`offset ${scale.number(offset)}`]),
      ...(priority === null ? [] : [`priority ${priority}`]),
      ...(blocking > 0n ? [`blocked for ${scale.number(blocking)}`] : []),
      ...(nonPreemptible > 0n ? [`non-preemptible for ${scale.number(nonPreemptible)}`] : []),
      ...sections.map(({ resource, length }) => `${resource} for ${scale.number(length)}`),
      ...(hypercalls > 0n ? [count(hypercalls, "hypercall")] : []),
    ].join(", ");
  }
}
