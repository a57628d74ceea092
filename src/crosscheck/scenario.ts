import type { Claim } from "../certificate/claim.ts";
import type { Scenario } from "../certificate/scenario.ts";
import { byPriority } from "../model/guest.ts";
import type { System } from "../model/system.ts";
import type { Duration, Instant, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { commonTick } from "../numeric/timebase.ts";
import { buildEngine } from "../simulator/engine/build.ts";
import type { NodeSpec, TaskSpec } from "../simulator/engine/specification.ts";
import { LAST_TICK, NEVER } from "../simulator/engine/time.ts";

/** What the simulator makes of the evidence of a refuted claim. */
export type Replayed =
  /** The job is late indeed. */
  | "late"
  /** It is not: the claim is wrong. */
  | "in-time"
  /** Some time is too fine or too long for the simulator's ticks. */
  | "beyond-ticks";

/** A section that began just before instant 0 has had one part in so many of the coarsest tick. */
const REFINEMENT = 1024n;

type Time = Duration | Work | Instant;

/** Plays the scenario of a refuted claim, which names every release and all of the supply, and looks at the job it calls late. */
export function replayed(system: System, claim: Claim, scenario: Scenario): Replayed {
  const order = tasksOf(system, claim);
  const { tick } = commonTick(timesOf(scenario, order).map(({ value }) => value));
  let beyond = false;
  const ticks = ({ value }: Time): number => {
    const count = value.dividedBy(tick).times(Rational.of(REFINEMENT)).numerator;
    if (count > BigInt(LAST_TICK) / 4n) beyond = true;
    return Number(count);
  };
  const children = order.tasks.flatMap((task): TaskSpec[] => {
    const pattern = scenario.releases.find((each) => each.task === task.name);
    return pattern === undefined
      ? []
      : [
          {
            kind: "task",
            name: task.name,
            period: ticks(pattern.period),
            offset: ticks(pattern.firstArrival),
            deadline: ticks(task.deadline),
            wcet: ticks(pattern.wcet),
          },
        ];
  });
  const above = scenario.interference.map((load) => loadTask(load, ticks));
  const section = scenario.blocker === null ? 0 : ticks(scenario.blocker.section) - 1;
  // A job that comes once, at 0: its period is never over.
  const held: TaskSpec[] =
    section > 0 ? [{ kind: "task", name: "", period: LAST_TICK, deadline: NEVER, wcet: section }] : [];
  const { start, cycle, windows } = scenario.supply;
  const child: NodeSpec = {
    kind: "fixed-priority",
    children: [...above, ...held, { kind: order.kind, children }],
  };
  const pattern = {
    kind: "cyclic" as const,
    start: ticks(start),
    cycle: ticks(cycle),
    windows: windows.map(({ from, to }) => ({ from: ticks(from), to: ticks(to) })),
  };
  const end = ticks(scenario.miss.deadline);
  if (beyond) return "beyond-ticks";
  const { engine, tasks } = buildEngine({ cores: [{ kind: "supply", pattern, child }] });
  engine.run(Math.max(end, 0));
  const late = tasks.findIndex(({ name }) => name === scenario.miss.task);
  const done = engine.tasks.completed[late] as number;
  return done <= scenario.miss.job ? "late" : "in-time";
}

interface Ordered {
  readonly kind: "fixed-priority" | "edf";
  /** The most urgent first, where that is settled. */
  readonly tasks: readonly { readonly name: string; readonly deadline: Duration }[];
}

/** The tasks of a guest; for a claim about servers the servers of the core, by their VMs. */
function tasksOf({ vms, vmm }: System, { subject, id }: Claim): Ordered {
  const ofServers = id.endsWith("/server") || id.endsWith("/servers");
  const guest = vms.find(({ name }) => name === subject.vm)?.guest;
  if (!ofServers && guest !== undefined) {
    return guest.scheduling === "edf"
      ? { kind: "edf", tasks: guest.tasks }
      : { kind: "fixed-priority", tasks: byPriority(guest) };
  }
  const servers = vms.flatMap(({ name, supply, core, priority }) =>
    supply !== null && core === subject.core && "period" in supply
      ? [
          {
            name,
            priority,
            period: supply.period,
            deadline: "deadline" in supply ? supply.deadline : supply.period,
          },
        ]
      : [],
  );
  if (vmm?.policy.kind !== "fixed-priority") return { kind: "edf", tasks: servers };
  const ranked = [...servers].sort((a, b) =>
    a.priority === null || b.priority === null ? a.period.compare(b.period) : a.priority - b.priority,
  );
  return { kind: "fixed-priority", tasks: ranked };
}

function loadTask(
  { name, arrivals, wcet }: Scenario["interference"][number],
  ticks: (time: Time) => number,
): TaskSpec {
  const base = { kind: "task" as const, name: `load ${name}`, deadline: NEVER, wcet: ticks(wcet) };
  if (arrivals.kind === "periodic") {
    return {
      ...base,
      period: ticks(arrivals.period),
      offset: -ticks(arrivals.jitter),
      minDistance: ticks(arrivals.minDistance),
    };
  }
  const period = ticks(arrivals.refill);
  return { ...base, period, offset: -(Number(arrivals.capacity) - 1) * period };
}

function timesOf({ supply, releases, interference, blocker, miss }: Scenario, { tasks }: Ordered): Time[] {
  return [
    supply.start,
    supply.cycle,
    ...supply.windows.flatMap(({ from, to }) => [from, to]),
    ...releases.flatMap(({ firstArrival, period, wcet }) => [firstArrival, period, wcet]),
    ...interference.flatMap(({ arrivals, wcet }) =>
      arrivals.kind === "token-bucket"
        ? [arrivals.refill, wcet]
        : [arrivals.period, arrivals.jitter, arrivals.minDistance, wcet],
    ),
    ...(blocker === null ? [] : [blocker.section]),
    ...tasks.map(({ deadline }) => deadline),
    miss.arrival,
    miss.deadline,
  ];
}
