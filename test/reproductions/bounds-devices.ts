import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSystem } from "../../src/description/load-system.ts";
import { sporadicEvents } from "../../src/model/event-model.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import { task } from "../../src/model/task.ts";
import { Work } from "../../src/numeric/quantity.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { ROOT } from "../support/source-tree.ts";
import { IDLE, systemOf } from "../support/systems.ts";
import { type BoundRow, canRows, checkedRow } from "./bounds.ts";

/** Chosen as in virtio.ts: an exit of the guest, and then what the VMM does per packet. */
const EXIT = work("30 us");
const PER_PACKET = work("8 us");

/** A transmit queue: the VMM works for the guest, at once when it learns of a packet. */
function queue(notice: InterruptSource["notice"]): ReturnType<typeof systemOf> {
  return systemOf({
    policy: { kind: "static" },
    vms: [{ name: "guest", guest: IDLE }],
    interrupts: [
      {
        name: "transmit",
        device: "dedicated",
        delivery: "immediate",
        target: "guest",
        core: 0,
        arrivals: sporadicEvents("2 ms"),
        ...(notice === undefined ? {} : { notice }),
        topHalf: EXIT,
        bottomHalf: PER_PACKET,
        deadline: duration("2 ms"),
      },
    ],
  });
}

export function virtioRows(): BoundRow[] {
  const row = (name: string, notice: InterruptSource["notice"], published: string): BoundRow =>
    checkedRow(name, queue(notice), "interrupt/transmit", published, { horizon: "500 ms" });
  return [
    row("a packet, handled at its kick", undefined, "none"),
    row(
      "a packet, looked for every 0.25 ms",
      { kind: "polled", period: duration("250 us") },
      "up to 0.25 ms more (the note on real-time networks)",
    ),
    row(
      "a packet, timer of 0.15 ms from the first",
      { kind: "coalesced", delay: duration("150 us"), count: null },
      "0.15 ms more (VirtualBox, `VNET_TX_DELAY`)",
    ),
  ];
}

/** The three messages of Davis, Burns, Bril and Lukkien 2007: 1 ms each at 125 kbit/s. */
export function busRows(): BoundRow[] {
  const message = (name: string, period: string, deadline: string) =>
    task({ name, wcet: "1 ms", period, deadline, nonPreemptible: Work.zero });
  const tasks = [
    message("A", "2.5 ms", "2.5 ms"),
    message("B", "3.5 ms", "3.25 ms"),
    message("C", "3.5 ms", "3.25 ms"),
  ].map((each, index) => ({ ...each, priority: index + 1 }));
  const bus = systemOf({
    policy: { kind: "static" },
    vms: [{ name: "bus", guest: { scheduling: "fixed-priority", preemptive: false, tasks } }],
  });
  const published = ["2 ms", "3 ms", "3.5 ms; 3 ms by the analysis of 1994"].map(
    (number) => `${number} (Davis, Burns, Bril and Lukkien 2007)`,
  );
  return canRows(bus, published, { bitTime: duration("8 us"), horizon: "100 ms" });
}

/** The RTOS of the MobiVMM phone, whose network interrupts take the rest of a quantum, behind a shaper of 60 ms. */
export async function phoneRows(): Promise<BoundRow[]> {
  const path = "fixtures/systems/mobivmm-phone-ticks.yaml";
  const { system } = await loadSystem(readFileSync(join(ROOT, path), "utf8"), path);
  return ["control", "logger"].map((name) =>
    checkedRow(`task ${name} of the RTOS, shaper of 60 ms`, system, `vm/rtos/task/${name}`, "none", {
      horizon: "3 s",
    }),
  );
}
