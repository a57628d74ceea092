/** The course of events that refutes a claim, read from its certificate and played again. */

import { max } from "../../checker/arithmetic.ts";
import { ordered } from "../../checker/fixed-priority.ts";
import type { Task, Vm } from "../../checker/model.ts";
import { mostOf } from "../../checker/scenario.ts";
import { natural, positive, record, text } from "../../checker/shape.ts";
import { usesAll, type World } from "../../checker/world.ts";
import { assert, present } from "../../contract/assert.ts";
import { type Certified, type CertifiedClaim, vmOfClaim } from "./certified.ts";
import { type Course, load, type Presence, play, type Row } from "./course.ts";
import { ALWAYS, pickedSupply } from "./presence.ts";

export interface Refutation {
  readonly course: Course;
  /** Parts of a tick that the course counts in. */
  readonly scale: bigint;
  /** What is late; in parts, the arrival possibly before 0. It is unfinished at the end of the course. */
  readonly late: {
    readonly row: number;
    readonly job: bigint;
    readonly arrival: bigint;
    readonly due: bigint;
  };
  /** Whether the supply is the most favourable one, and whether it is known only that some job is late. */
  readonly best: boolean;
  readonly some: boolean;
}

/**
 * The replay of a refuted claim; null where the course is of a kind that this replay does not know. Throws if the job that the
 * certificate names is not late: the checker has found that it is.
 */
export function refutationOf(certified: Certified, claim: CertifiedClaim): Refutation | null {
  const { proof } = claim;
  const ofGuest = proof?.["kind"] === "scenario" && ["best", "worst"].includes(String(proof["world"]));
  if (!ofGuest && proof?.["kind"] !== "late-budget") return null;
  const found = ofGuest ? guestCourse(certified, claim) : serverCourse(certified, claim);
  const { course, late } = found;
  assert(
    (course.ended[late.row] ?? 0n) <= late.job,
    `job ${late.job} of ${claim.id} is late in the report's replay`,
  );
  return found;
}

function guestCourse({ model, derived }: Certified, claim: CertifiedClaim): Refutation {
  const fields = record(
    claim.proof as Parameters<typeof record>[0],
    "proof",
    "blocker cycle job kind scale start task world",
  );
  const [scale, job] = [positive(fields["scale"], "scale"), natural(fields["job"], "job")];
  const [start, cycle] = [natural(fields["start"], "start"), natural(fields["cycle"], "cycle")];
  const best = fields["world"] === "best";
  const name = text(fields["task"], "task");
  const vm = present(vmOfClaim(model, claim.id), "the VM of the claim");
  const world = present(derived.world(vm), "what the VM counts on");
  const tasks = vm.scheduling === "edf" ? derived.tasks(vm) : ordered(vm, derived.tasks(vm));
  const index = tasks.findIndex((task) => task.name === name);
  const task = present(tasks[index], "the late task");
  const arrival = job * task.period - task.jitter;
  const due = arrival + task.deadline;
  const rows = tasks.map((each, place) => taskRow(each, place, { vm, index, due, best, scale }));
  const blocker = fields["blocker"] ?? null;
  const section = blocker === null ? null : record(blocker, "blocker", "section task");
  const held: Row[] =
    section === null
      ? []
      : [
          {
            name: `${text(section["task"], "task")} (section)`,
            kind: "section",
            cost: max(natural(section["section"], "section") - 1n),
            release: (each) => (each === 0n ? 0n : due * scale),
            rank: () => -1n,
          },
        ];
  const above = best ? [] : (world.real ?? []).map((each) => load(each.name, each.events, each.cost, scale));
  const all = [...above, ...held, ...rows].filter(({ cost }) => cost > 0n);
  const course = play(all, presenceOf(world, { best, scale, start, cycle }), max(due) * scale);
  const lateJob = (each: Task, number: bigint): Refutation["late"] => {
    const arrived = number * each.period - each.jitter;
    const row = all.indexOf(rows[tasks.indexOf(each)] as Row);
    return { row, job: number, arrival: arrived * scale, due: (arrived + each.deadline) * scale };
  };
  if (!best || vm.scheduling !== "edf") return { course, scale, best, some: false, late: lateJob(task, job) };
  // There the checker counts what is due by then, and who is late depends on who is served: here by deadline.
  const unfinished = tasks
    .filter(({ wcet }) => wcet > 0n)
    .map((each) => lateJob(each, course.ended[all.indexOf(rows[tasks.indexOf(each)] as Row)] ?? 0n))
    .find((each) => each.due <= course.due);
  return {
    course,
    scale,
    best,
    some: true,
    late: present(unfinished, "a job that is late on the most supply"),
  };
}

interface Setting {
  readonly vm: Vm;
  readonly index: number;
  readonly due: bigint;
  readonly best: boolean;
  readonly scale: bigint;
}

function taskRow(task: Task, place: number, { vm, index, due, best, scale }: Setting): Row {
  const { wcet, period, jitter, deadline } = task;
  const edf = vm.scheduling === "edf";
  const dueOf = (job: bigint): bigint => job * period - jitter + deadline;
  return {
    name: task.name,
    kind: "task",
    cost: wcet * scale,
    release: (job) => {
      const before = edf ? dueOf(job) <= due : place <= index;
      return (best && !before ? max(due) : max(job * period - jitter)) * scale;
    },
    // Everything of the guest goes after loads and sections; below zero are only they.
    rank: (job) => (edf ? dueOf(job) + LATEST : BigInt(place)),
  };
}

/** Above every jitter, so that no deadline ranks below zero. */
const LATEST = 1n << 4096n;

function presenceOf(
  { free }: World,
  { best, ...course }: { best: boolean; scale: bigint; start: bigint; cycle: bigint },
): Presence {
  const supply = present(free, "the supply of the course");
  return best ? mostOf(supply, course.scale) : pickedSupply(supply, course);
}

/** All servers that surely use their whole budget, replenished together at 0 below the densest interrupts. */
function serverCourse({ model, derived }: Certified, claim: CertifiedClaim): Refutation {
  const { task, job } = record(claim.proof as Parameters<typeof record>[0], "proof", "job kind task");
  const subject = present(
    model.vms.find(({ name }) => name === text(task, "task")),
    "the late server's VM",
  );
  const edf = model.policy !== "fixed-priority";
  const candidates = edf ? derived.vmsOn(subject.core) : [...derived.above(subject), subject];
  const rows = candidates.flatMap((vm, place): Row[] => {
    const server = derived.server(vm);
    if (server === null || !usesAll(vm, server)) return [];
    const { period, budget, deadline } = server;
    return [
      {
        name: vm.name,
        kind: "task",
        cost: budget,
        release: (each) => each * period,
        rank: (each) => (edf ? each * period + deadline : BigInt(place)),
      },
    ];
  });
  const { period, deadline } = present(derived.server(subject), "the late server");
  const above = derived
    .sureInterrupts(subject.core)
    .map(({ name, events, cost }) => load(name, events, cost, 1n));
  const all = [...above, ...rows].filter(({ cost }) => cost > 0n);
  const number = natural(job, "job");
  const row = all.findIndex(({ name, kind }) => kind === "task" && name === subject.name);
  const course = play(all, ALWAYS, number * period + deadline);
  const arrival = number * period;
  return {
    course,
    scale: 1n,
    best: false,
    some: false,
    late: { row, job: number, arrival, due: arrival + deadline },
  };
}
