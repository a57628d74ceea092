import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { edfDensityTest } from "../../../src/analysis/edf/density.ts";
import { edfUtilizationTest } from "../../../src/analysis/edf/utilization.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { pointTest } from "../../../src/analysis/fixed-priority/scheduling-points.ts";
import {
  hyperbolic,
  liuLayland,
  utilizationBoundsApply,
} from "../../../src/analysis/fixed-priority/utilization-bounds.ts";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import type { Findings } from "../../../src/certificate/findings.ts";
import { smallerSystems } from "../../../src/crosscheck/shrink.ts";
import { renderYaml } from "../../../src/description/render-yaml.ts";
import { BEST_EFFORT_SCHEDULERS, type System } from "../../../src/model/system.ts";
import type { Task } from "../../../src/model/task.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { dominates } from "../../../src/supply/dominance.ts";
import type { SupplyBound } from "../../../src/supply/supply-bound.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { drawPeriodic, drawTable } from "../../generate/supply.ts";
import { drawSystem, type Host } from "../../generate/system.ts";
import { scaleSystem } from "../../support/scale-system.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";
import { showGuest, systemOf, ticksOf } from "./shown.ts";

const EFFORT = 20_000;
const effort = (): Effort => new Effort(EFFORT);

/** Whether the exact test accepts; null where its effort did not suffice. */
function accepted(guest: DrawnGuest, supply: SupplyBound = guest.supply.bound): boolean | null {
  const tasks = ticksOf(guest.tasks);
  if (guest.policy === "edf") {
    const { kind } = decideDemand(tasks, supply, undefined, effort());
    return kind === "undetermined" ? null : kind === "met";
  }
  const found = tasks.map((_, index) => responseTime(tasks, index, supply, effort()));
  if (found.some(({ kind }) => kind === "undetermined")) return null;
  return found.every((each, index) => each.kind === "bounded" && each.response <= tasks[index]!.deadline);
}

/** What a sufficient test accepts the exact one accepts; exact tests of other make agree. */
function testsAgree(guest: DrawnGuest, tally: Tally): string | null {
  const exact = accepted(guest);
  if (exact === null) return null;
  tally.compare(1, 1);
  const model = systemOf(guest).vms[0]?.guest.tasks ?? [];
  const dedicated = guest.supply.name === "dedicated";
  const tasks = ticksOf(guest.tasks);
  if (guest.policy === "edf") {
    if (!dedicated) return null;
    const simple = edfUtilizationTest(model).kind;
    if (simple === "schedulable" && !exact) return "the utilization test accepts, the demand test does not";
    if (simple === "unschedulable" && exact) return "the demand test accepts a load above 1";
    return edfDensityTest(model).kind === "schedulable" && !exact
      ? "the density test accepts, the demand test does not"
      : null;
  }
  const byPoints = guest.tasks.every(({ deadline, period }) => deadline <= period)
    ? tasks.map((_, index) => pointTest(tasks, index, guest.supply.bound, effort()).kind)
    : [];
  if (
    byPoints.length > 0 &&
    !byPoints.includes("undetermined") &&
    byPoints.every((kind) => kind === "met") !== exact
  )
    return "scheduling points and response times differ";
  const rateMonotonic = guest.tasks.every(
    ({ period }, index) => index === 0 || guest.tasks[index - 1]!.period <= period,
  );
  const implicit = guest.tasks.every(({ period, deadline }) => period === deadline);
  if (!dedicated || !rateMonotonic || !implicit || !utilizationBoundsApply(model) || exact) return null;
  if (liuLayland(model)) return "Liu and Layland's bound accepts, the response times do not";
  return hyperbolic(model) ? "the hyperbolic bound accepts, the response times do not" : null;
}

/** Two supplies, of which one may dominate the other: then whatever is accepted on the lesser is on the greater. */
interface Pair {
  readonly guest: DrawnGuest;
  readonly greater: DrawnGuest["supply"];
}

function dominance({ guest, greater }: Pair, tally: Tally): string | null {
  if (dominates(greater.bound, guest.supply.bound, effort()).kind !== "dominates") return null;
  tally.compare(1, 1);
  return accepted(guest) === true && accepted(guest, greater.bound) === false
    ? `accepted on ${guest.supply.name}, but not on a ${greater.name} supply that dominates it`
    : null;
}

const check = (system: System): Findings => checkSystem(system, { effort: EFFORT });

function withTasks(system: System, change: (task: Task) => Task): System {
  const vms = system.vms.map((vm) => ({ ...vm, guest: { ...vm.guest, tasks: vm.guest.tasks.map(change) } }));
  return { ...system, vms };
}

const HALF = Rational.of(1n, 2n);
const TWO = Rational.of(2n);
const FACTORS = ["7/3", "1/1000", "9007199254740993", "123456789/98765"];

/** Sustainability: less work, longer separations and a VMM that costs nothing keep a proved system proved. */
function sustainable(system: System, tally: Tally): string | null {
  const changes: [string, System][] = [
    ["jobs that need less", withTasks(system, (task) => ({ ...task, wcet: task.wcet.times(HALF) }))],
    ["longer separations", withTasks(system, (task) => ({ ...task, period: task.period.times(TWO) }))],
  ];
  if (system.vmm !== null) {
    const [vmSwitch, interruptEntry, hypercall, longestNonPreemptible] = [
      Work.zero,
      Work.zero,
      Work.zero,
      Work.zero,
    ];
    const costs = { vmSwitch, interruptEntry, hypercall, longestNonPreemptible };
    changes.push(["no costs", { ...system, vmm: { ...system.vmm, costs } }]);
  }
  if (check(system).verdict !== "proved") return null;
  for (const [change, changed] of changes) {
    tally.compare(1, 1);
    if (check(changed).verdict !== "proved") return `proved, but not with ${change}`;
  }
  return null;
}

/** All times scaled: the same verdicts and scaled bounds. Under best effort nothing is proved. */
function scalesAndPromisesNothing(system: System, tally: Tally): string | null {
  const plain = check(system).claims;
  const factor = Rational.from(FACTORS[plain.length % FACTORS.length] as string);
  const scaled = check(scaleSystem(system, factor)).claims;
  for (const [index, claim] of plain.entries()) {
    tally.compare(1, 1);
    const other = scaled[index];
    const same =
      claim.verdict === other?.verdict &&
      String(claim.bound?.value.times(factor)) === String(other.bound?.value);
    if (!same) return `${claim.id} does not scale by ${factor}`;
  }
  if (system.vmm === null) return null;
  const policy = {
    kind: "best-effort",
    scheduler: BEST_EFFORT_SCHEDULERS[plain.length % 4] ?? "credit",
  } as const;
  const loose = {
    ...system,
    vmm: { ...system.vmm, policy },
    vms: system.vms.map((vm) => ({ ...vm, supply: null })),
  };
  const proved = check(loose).claims.find(
    ({ subject, verdict }) => subject.task !== undefined && verdict === "proved",
  );
  return proved === undefined ? null : `${proved.id} is proved under best effort`;
}

const HOSTS: readonly Host[] = ["table", "fixed-priority", "edf", "sedf", "round-robin", "static"];

function drawHosted(random: Random): System {
  return drawSystem(random, random.pick(HOSTS), random.oneIn(3));
}

function law<Case>(
  name: string,
  weight: number,
  of: Pick<Parameters<typeof family<Case>>[0], "draw" | "examine" | "smaller" | "show">,
): AnyFamily {
  return family<Case>({ name: `law: ${name}`, claims: "exact", weight, ...of });
}

const ofSystems = { draw: drawHosted, smaller: smallerSystems, show: renderYaml };

export const LAWS: readonly AnyFamily[] = [
  law<DrawnGuest>("exact tests agree, sufficient ones never accept more", 8, {
    draw: (random) =>
      drawGuest(random, random.pick(["edf", "fixed-priority"]), {
        deadlines: random.pick(["implicit", "constrained"]),
        ...(random.oneIn(3) ? { supply: drawPeriodic } : {}),
      }),
    examine: testsAgree,
    smaller: smallerGuests,
    show: showGuest,
  }),
  law<Pair>("a supply that dominates loses nothing", 3, {
    draw: (random) => ({
      guest: drawGuest(random, random.pick(["edf", "fixed-priority"]), { supply: drawPeriodic, most: 3 }),
      greater: random.oneIn(2) ? drawTable(random) : drawPeriodic(random),
    }),
    examine: dominance,
    *smaller(pair) {
      for (const guest of smallerGuests(pair.guest)) yield { ...pair, guest };
    },
    show: ({ guest }) => showGuest(guest),
  }),
  law<System>("sustainability", 1, { ...ofSystems, examine: sustainable }),
  law<System>("scaling; no proof under best effort", 1, { ...ofSystems, examine: scalesAndPromisesNothing }),
];
