import type { EventModel } from "../model/event-model.ts";
import type { InterruptSource, Mask, Notice, Shaper } from "../model/interrupt.ts";
import type { GuestKernel } from "../model/kernel.ts";
import type { BvtSettings, CreditSettings, SedfSettings, VmShare } from "../model/scheduler.ts";
import type { Supply } from "../model/supply.ts";
import type { System, Vm, Vmm } from "../model/system.ts";
import type { Task } from "../model/task.ts";
import type { Duration, Work } from "../numeric/quantity.ts";
import { secondsIn } from "../numeric/unit.ts";

/** A description as plain data: what a YAML or JSON reader makes of it. */
export type Description = { readonly [key: string]: Description } | readonly Description[] | string | number;

/** A system as the YAML that describes it, ready to be pasted into a file; `loadSystem` reads back the same system. */
export function renderYaml(system: System): string {
  return block(describe(system), 0).trimStart();
}

/** A system as JSON; JSON is YAML. */
export function renderJson(system: System): string {
  return JSON.stringify(describe(system), null, "\t");
}

export function describe(system: System): Description {
  const { cores, clock } = system.processor;
  return {
    system: system.name,
    timeUnit: system.timeUnit,
    processor: { cores, ...(clock === null ? {} : { clock: `${clock} Hz` }) },
    ...(system.vmm === null ? {} : { vmm: describeVmm(system.vmm) }),
    vms: Object.fromEntries(system.vms.map((vm) => [vm.name, describeVm(vm)])),
    interrupts: Object.fromEntries(system.interrupts.map((source) => [source.name, describeSource(source)])),
  };
}

function describeVmm({ policy, costs }: Vmm): Description {
  const written = {
    vmSwitch: time(costs.vmSwitch),
    interruptEntry: time(costs.interruptEntry),
    hypercall: time(costs.hypercall),
    longestNonPreemptible: time(costs.longestNonPreemptible),
    ...(costs.cacheRefill === undefined ? {} : { cacheRefill: time(costs.cacheRefill) }),
  };
  switch (policy.kind) {
    case "table":
      return {
        policy: "tdma",
        frame: time(policy.frame),
        windows: policy.slots.map(({ vm, core, start, length }) => ({
          vm,
          core,
          start: time(start),
          length: time(length),
        })),
        costs: written,
      };
    case "best-effort":
      return { policy: policy.scheduler, ...describeSettings(policy.settings), costs: written };
    case "sedf":
      return { policy: policy.kind, ...describeSettings(policy.settings), costs: written };
    case "round-robin":
      return {
        policy: policy.kind,
        ...(policy.tick === undefined ? {} : { tick: time(policy.tick) }),
        costs: written,
      };
    default:
      return { policy: policy.kind, costs: written };
  }
}

function describeSettings(settings: SedfSettings | CreditSettings | BvtSettings | undefined): {
  readonly [key: string]: Description;
} {
  switch (settings?.kind) {
    case "sedf":
      return {
        sedf: {
          blocking: settings.keepsBudget ? "keeps-slice" : "loses-slice",
          extraQuantum: time(settings.extraQuantum),
        },
      };
    case "credit":
      return {
        credit: {
          timeslice: time(settings.timeslice),
          tick: time(settings.tick),
          accounting: time(settings.accounting),
          ratelimit: time(settings.ratelimit),
          charge: settings.sampled ? "sampled" : "exact",
          boost: settings.boost ? "on" : "off",
        },
      };
    case "bvt":
      return {
        bvt: { mcu: time(settings.mcu), contextAllowance: time(settings.contextAllowance) },
      };
    case undefined:
      return {};
  }
}

function describeShare(share: VmShare | undefined): { readonly [key: string]: Description } {
  switch (share?.kind) {
    case "sedf":
      return {
        sedf: {
          extratime: share.extratime ? "on" : "off",
          ...(share.weight === null ? {} : { weight: share.weight }),
        },
      };
    case "credit":
      return { credit: { weight: share.weight, cap: share.cap } };
    case "bvt":
      return {
        bvt: {
          advance: share.advance,
          warp: share.warp,
          warpLimit: time(share.warpLimit),
          unwarp: time(share.unwarp),
        },
      };
    case undefined:
      return {};
  }
}

function describeVm({
  core,
  guest,
  supply,
  priority,
  quantum,
  activationsPerPeriod,
  share,
}: Vm): Description {
  return {
    core,
    ...(priority === null ? {} : { priority }),
    ...(quantum === null ? {} : { quantum: time(quantum) }),
    ...(activationsPerPeriod === null ? {} : { activationsPerPeriod }),
    supply: supply === null ? "leftover" : describeSupply(supply),
    ...describeShare(share),
    scheduling: guest.scheduling,
    preemption: guest.preemptive ? "preemptive" : "non-preemptive",
    ...(guest.kernel === undefined ? {} : { kernel: describeKernel(guest.kernel) }),
    tasks: describeTasks(guest.tasks),
  };
}

function describeKernel({ tick, phase, missedTicks, tickCost, idle, sleepers }: GuestKernel): Description {
  const written = sleepers.map(({ name, sleep, extraTicks, wakeCost, work, deadline }) => [
    name,
    {
      sleep: time(sleep),
      extraTicks,
      wakeCost: time(wakeCost),
      work: time(work),
      ...(deadline === null ? {} : { deadline: time(deadline) }),
    },
  ]);
  return {
    tick: time(tick),
    phase: time(phase),
    missedTicks,
    tickCost: time(tickCost),
    idle,
    sleepers: Object.fromEntries(written),
  };
}

function describeSupply(supply: Supply): Description {
  switch (supply.kind) {
    case "dedicated":
      return "dedicated";
    case "periodic":
      return { kind: "periodic", period: time(supply.period), budget: time(supply.budget) };
    case "edp":
      return {
        kind: "edp",
        period: time(supply.period),
        budget: time(supply.budget),
        deadline: time(supply.deadline),
      };
    case "bounded-delay":
      return { kind: "bounded-delay", rate: supply.rate.toString(), delay: time(supply.delay) };
    case "table":
      return {
        kind: "table",
        frame: time(supply.frame),
        windows: supply.windows.map(({ start, end }) => ({
          start: time(start),
          length: time(end.minus(start)),
        })),
      };
    case "server":
      return {
        kind: "server",
        server: supply.server,
        period: time(supply.period),
        budget: time(supply.budget),
        deadline: time(supply.deadline),
        ...(supply.extratime === true ? { extratime: "on" } : {}),
      };
    case "leftover":
      return {
        kind: "leftover",
        of: describeSupply(supply.of),
        load: Object.fromEntries(
          supply.load.map(({ name, arrivals, wcet }) => [
            name,
            { arrivals: describeArrivals(arrivals), wcet: time(wcet) },
          ]),
        ),
      };
  }
}

/** A map, whose order is the file's; a list where a name is a number, which no map could keep in its place. */
function describeTasks(tasks: readonly Task[]): Description {
  return tasks.some(({ name }) => /^\d+$/.test(name))
    ? tasks.map((task) => ({ name: task.name, ...describeTask(task) }))
    : Object.fromEntries(tasks.map((task) => [task.name, describeTask(task)]));
}

function describeTask(task: Task): { readonly [key: string]: Description } {
  return {
    [task.sporadic ? "minSeparation" : "period"]: time(task.period),
    wcet: time(task.wcet),
    deadline: time(task.deadline),
    jitter: time(task.jitter),
    ...(task.offset === null ? {} : { offset: time(task.offset) }),
    ...(task.priority === null ? {} : { priority: task.priority }),
    blocking: time(task.blocking),
    nonPreemptible: time(task.nonPreemptible),
    hypercalls: task.hypercalls,
    criticalSections: task.criticalSections.map(({ resource, length }) => ({
      resource,
      length: time(length),
    })),
  };
}

function describeSource(source: InterruptSource): Description {
  const { device, target, core, delivery, arrivals, trace, shaper, notice } = source;
  const { topHalf, bottomHalf, deadline, ring, mask } = source;
  return {
    device,
    ...(target === null ? {} : { target }),
    core,
    delivery,
    arrivals: describeArrivals(arrivals),
    ...(trace === undefined ? {} : { trace: trace.map(time) }),
    ...(shaper === undefined ? {} : { shaper: describeShaper(shaper, delivery === "monitored") }),
    ...(notice?.kind === "polled" ? { polling: time(notice.period) } : {}),
    ...(notice?.kind === "coalesced" ? { coalescing: describeCoalescing(notice) } : {}),
    ...(ring === undefined ? {} : { ring }),
    ...(mask === undefined ? {} : { mask: describeMask(mask) }),
    topHalf: time(topHalf),
    bottomHalf: time(bottomHalf),
    ...(deadline === null ? {} : { deadline: time(deadline) }),
  };
}

function describeShaper({ minDistance, bucket, excess }: Shaper, monitors: boolean): Description {
  return {
    ...(minDistance === null ? {} : { minDistance: time(minDistance) }),
    ...(bucket === null ? {} : { capacity: Number(bucket.capacity), refill: time(bucket.refill) }),
    ...(monitors ? {} : { excess }),
  };
}

function describeCoalescing({ delay, count }: Extract<Notice, { kind: "coalesced" }>): Description {
  return { delay: time(delay), ...(count === null ? {} : { count }) };
}

function describeMask(mask: Mask): Description {
  switch (mask.kind) {
    case "until-empty":
      return { kind: mask.kind };
    case "watermark":
      return { kind: mask.kind, high: mask.high, low: mask.low };
    case "block":
      return { kind: mask.kind, high: mask.high, length: time(mask.length) };
    case "rate":
      return { kind: mask.kind, count: mask.count, window: time(mask.window) };
  }
}

function describeArrivals(arrivals: EventModel): Description {
  if (arrivals.kind === "token-bucket")
    return { capacity: Number(arrivals.capacity), refill: time(arrivals.refill) };
  const { period, jitter, minDistance } = arrivals;
  return { period: time(period), jitter: time(jitter), minDistance: time(minDistance) };
}

/** In the coarsest unit that makes it an integer, or as a fraction of microseconds. */
function time({ value }: Duration | Work): string {
  for (const unit of ["s", "ms", "us", "ns"] as const) {
    const amount = secondsIn(unit, value);
    if (amount.isInteger()) return `${amount} ${unit}`;
  }
  return `${secondsIn("us", value)} us`;
}

/** Maps of maps as blocks, the innermost level on one line. */
function block(value: Description, depth: number): string {
  if (!isMap(value) || depth > 4 || !Object.values(value).some((each) => typeof each === "object"))
    return flow(value);
  const indent = "  ".repeat(depth);
  const lines = Object.entries(value).map(([key, each]) => {
    const text = block(each, depth + 1);
    return `${indent}${word(key)}:${text.startsWith("\n") ? "" : " "}${text}`;
  });
  return `\n${lines.join("\n")}`;
}

function flow(value: Description): string {
  if (isMap(value)) {
    const pairs = Object.entries(value).map(([key, each]) => `${word(key)}: ${flow(each)}`);
    return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
  }
  if (typeof value === "object") return value.length === 0 ? "[]" : `[ ${value.map(flow).join(", ")} ]`;
  return typeof value === "number" ? String(value) : word(value);
}

function isMap(value: Description): value is { readonly [key: string]: Description } {
  return typeof value === "object" && !Array.isArray(value);
}

/** Bare where YAML can take it for nothing but this text. */
function word(text: string): string {
  const plain = /^([A-Za-z][\w-]*|\d+(\/\d+)? [a-zA-Z]+)$/.test(text) && !/^(true|false|null)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}
