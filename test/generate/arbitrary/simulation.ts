import fc from "fast-check";
import { SERVER_KINDS } from "../../../src/model/supply.ts";
import type {
  NodeSpec,
  SectionSpec,
  ServerSpec,
  Specification,
  TaskSpec,
} from "../../../src/simulator/engine/specification.ts";

/** Small systems of every shape that the naive simulator knows: trees of any policy, up to two cores, costs on or off. */
export function smallSpecifications(): fc.Arbitrary<Specification> {
  const small = fc.integer({ min: 0, max: 2 });
  return fc.record({
    cores: fc.array(hosts(), { minLength: 1, maxLength: 2 }),
    costs: fc.oneof(
      fc.constant({}),
      fc.record({
        vmSwitch: small,
        hypercall: small,
        vmmSection: fc.integer({ min: 0, max: 3 }),
        cacheRefill: small,
      }),
    ),
  });
}

/** One VMM: a policy over VMs, with or without servers, and background VMs. */
function hosts(): fc.Arbitrary<NodeSpec> {
  const entry = fc.oneof(vms(), servers(vms()), servers(vms()), supplies(vms()), tasks());
  return fc.oneof(schedulers(entry), guests(), supplies(guests()), servers(guests()), vms());
}

function vms(): fc.Arbitrary<NodeSpec> {
  return fc
    .record({ child: fc.oneof(guests(), servers(guests())), guestSwitch: fc.constantFrom(0, 0, 1) })
    .map((each) => ({ kind: "vm", name: "vm", ...each }));
}

function guests(): fc.Arbitrary<NodeSpec> {
  return fc.oneof(schedulers(tasks()), schedulers(fc.oneof(tasks(), servers(tasks()))), tasks());
}

/** Fixed priority, EDF, round robin or a table over one to four children. */
export function schedulers(child: fc.Arbitrary<NodeSpec>): fc.Arbitrary<NodeSpec> {
  const children = fc.array(child, { minLength: 1, maxLength: 4 });
  return fc.oneof(
    fc.record({ kind: fc.constant("fixed-priority" as const), children }),
    fc.tuple(children, fc.boolean()).map(([some, extratime]) => ({
      kind: "edf" as const,
      children: extratime ? some.map(withExtratime) : some,
    })),
    children.chain((some) =>
      fc.record({
        kind: fc.constant("round-robin" as const),
        children: fc.constant(some),
        quanta: fc.tuple(...some.map(() => fc.integer({ min: 1, max: 5 }))),
      }),
    ),
    children.chain((some) => tables(some)),
  );
}

function withExtratime(child: NodeSpec): NodeSpec {
  return child.kind === "server" && child.server === "xen-rtds" ? { ...child, extratime: true } : child;
}

function tables(children: readonly NodeSpec[]): fc.Arbitrary<NodeSpec> {
  const cut = fc.record({
    gap: fc.constantFrom(0, 0, 1, 3),
    length: fc.integer({ min: 1, max: 5 }),
    child: fc.nat(children.length - 1),
  });
  return fc
    .record({ cuts: fc.array(cut, { maxLength: 5 }), rest: fc.integer({ min: 1, max: 4 }) })
    .map(({ cuts, rest }) => {
      let end = 0;
      const windows = cuts.map(({ gap, length, child }) => {
        const start = end + gap;
        end = start + length;
        return { start, end, child };
      });
      return { kind: "table", frame: end + (windows.length > 0 ? rest - 1 : rest), windows, children };
    });
}

export function servers(child: fc.Arbitrary<NodeSpec>): fc.Arbitrary<ServerSpec> {
  return fc
    .record({
      server: fc.constantFrom(...SERVER_KINDS),
      budget: fc.integer({ min: 0, max: 5 }),
      slack: fc.constantFrom(0, 0, 1, 2, 4),
      more: fc.integer({ min: 0, max: 8 }),
      offset: fc.constantFrom(0, 0, 0, 1, 3),
      child,
    })
    .map(({ server, budget, slack, more, offset, child: inner }) => {
      const period = Math.max(1, budget + more);
      const deadline = Math.max(1, period - Math.min(slack, more));
      return { kind: "server", server, period, budget, deadline, offset, child: inner };
    });
}

function supplies(child: fc.Arbitrary<NodeSpec>): fc.Arbitrary<NodeSpec> {
  return fc
    .record({
      start: fc.integer({ min: 0, max: 6 }),
      pieces: fc.array(
        fc.record({ gap: fc.integer({ min: 0, max: 3 }), length: fc.integer({ min: 1, max: 4 }) }),
        {
          maxLength: 3,
        },
      ),
      rest: fc.integer({ min: 0, max: 3 }),
      child,
    })
    .map(({ start, pieces, rest, child: inner }) => {
      let end = 0;
      const windows = pieces.map(({ gap, length }) => {
        const from = end + gap;
        end = from + length;
        return { from, to: end };
      });
      return {
        kind: "supply",
        pattern: { kind: "cyclic", start, cycle: Math.max(1, end + rest), windows },
        child: inner,
      };
    });
}

function sections(): fc.Arbitrary<SectionSpec[]> {
  const section = fc.record({
    length: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(Number.POSITIVE_INFINITY)),
    ceiling: fc.constant(0),
  });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<SectionSpec[]>([]) },
    { weight: 1, arbitrary: fc.array(section, { maxLength: 2 }) },
  );
}

/** Periodic tasks, overloaded ones and hogs included; sections are non-preemptible (ceiling 0). */
export function tasks(): fc.Arbitrary<TaskSpec> {
  const hog = fc.constant<TaskSpec>({
    kind: "task",
    name: "hog",
    period: 1,
    deadline: Number.POSITIVE_INFINITY,
    wcet: Number.POSITIVE_INFINITY,
  });
  const periodic = fc
    .record({
      period: fc.integer({ min: 2, max: 20 }),
      wcet: fc.constantFrom(0, 1, 1, 1, 2, 2, 3, 5),
      deadline: fc.integer({ min: 1, max: 25 }),
      offset: fc.constantFrom(0, 0, 0, 1, 2, 5, -3),
      hypercalls: fc.constantFrom(0, 0, 1),
      sections: sections(),
    })
    .map((each): TaskSpec => ({ kind: "task", name: "task", ...each }));
  return fc.oneof({ weight: 9, arbitrary: periodic }, { weight: 1, arbitrary: hog });
}
