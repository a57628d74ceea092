import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { DescriptionError } from "../../src/description/description-error.ts";
import { type LoadedSystem, loadSystem, readSystem } from "../../src/description/load-system.ts";

const load = (text: string): Promise<LoadedSystem> => loadSystem(text, "system.yaml");

const PHONE = `
system: Phone with a real-time and a general-purpose guest
processor: { cores: 1, clock: 210 MHz }
vmm:
  policy: tdma
  frame: 40 ms
  windows:
    - { vm: rtos,  start: 0 ms,  length: 12 ms }
    - { vm: linux, start: 12 ms, length: 20 ms }
    - { vm: rtos,  start: 32 ms, length: 8 ms }
  costs: { vmSwitch: 8 us, interruptEntry: 900 cycles, longestNonPreemptible: 15 us }
vms:
  rtos:
    scheduling: deadline-monotonic
    tasks:
      control: { period: 40 ms, deadline: 30 ms, wcet: 3 ms + 2000 cycles, jitter: 1 ms }
      logger:  { minSeparation: 200 ms, wcet: 4 ms }
  linux:
    scheduling: best-effort
interrupts:
  ethernet:
    device: dedicated
    target: linux
    arrivals: { period: 2 ms, jitter: 4 ms, minDistance: 100 us }
    topHalf: 12 us
    bottomHalf: 80 us
`;

describe("loadSystem", () => {
  it("reads the phone, with every default filled in and every number exact", async () => {
    const { system, warnings } = await load(PHONE);
    expect(warnings).toEqual([]);
    expect(JSON.parse(JSON.stringify(system))).toEqual({
      name: "Phone with a real-time and a general-purpose guest",
      timeUnit: "us",
      processor: { cores: 1, clock: "210000000" },
      vmm: {
        policy: {
          kind: "table",
          frame: "1/25",
          slots: [
            { vm: "rtos", core: 0, start: "0", length: "3/250" },
            { vm: "linux", core: 0, start: "3/250", length: "1/50" },
            { vm: "rtos", core: 0, start: "4/125", length: "1/125" },
          ],
        },
        costs: {
          vmSwitch: "1/125000",
          interruptEntry: "3/700000",
          hypercall: "0",
          longestNonPreemptible: "3/200000",
        },
      },
      vms: [
        {
          name: "rtos",
          core: 0,
          guest: {
            scheduling: "deadline-monotonic",
            preemptive: true,
            tasks: [
              {
                name: "control",
                period: "1/25",
                sporadic: false,
                wcet: "79/26250",
                deadline: "3/100",
                jitter: "1/1000",
                offset: null,
                priority: null,
                blocking: "0",
                nonPreemptible: "0",
                criticalSections: [],
                hypercalls: 0,
              },
              {
                name: "logger",
                period: "1/5",
                sporadic: true,
                wcet: "1/250",
                deadline: "1/5",
                jitter: "0",
                offset: null,
                priority: null,
                blocking: "0",
                nonPreemptible: "0",
                criticalSections: [],
                hypercalls: 0,
              },
            ],
          },
          supply: null,
          priority: null,
          quantum: null,
          activationsPerPeriod: null,
        },
        {
          name: "linux",
          core: 0,
          guest: { scheduling: "best-effort", preemptive: true, tasks: [] },
          supply: null,
          priority: null,
          quantum: null,
          activationsPerPeriod: null,
        },
      ],
      interrupts: [
        {
          name: "ethernet",
          device: "dedicated",
          delivery: "when-scheduled",
          target: "linux",
          core: 0,
          arrivals: { kind: "periodic", period: "1/500", jitter: "1/250", minDistance: "1/10000" },
          topHalf: "3/250000",
          bottomHalf: "1/12500",
          deadline: null,
        },
      ],
    });
  });

  it("takes bare numbers, decimals exactly, in the declared unit", async () => {
    const { system } = await load(
      "system: X\ntimeUnit: ms\nvms:\n  a: { supply: dedicated, scheduling: edf, tasks: { t: { period: 10, wcet: 0.1, deadline: 2 * 3, jitter: 1/3 } } }",
    );
    const [task] = system.vms[0]?.guest.tasks ?? [];
    expect(String(task?.period)).toBe("1/100 s");
    expect(String(task?.wcet)).toBe("1/10000 s");
    expect(String(task?.deadline)).toBe("3/500 s");
    expect(String(task?.jitter)).toBe("1/3000 s");
  });

  it("keeps the order of the file, also of tasks in a list", async () => {
    const tasks =
      "[ { name: z, period: 1 ms, wcet: 0 ms }, { name: '1', period: 1 ms, wcet: 0 ms }, { name: a, period: 1 ms, wcet: 0 ms } ]";
    const { system } = await load(
      `system: X\nvms:\n  v: { supply: dedicated, scheduling: fixed-priority, tasks: ${tasks} }`,
    );
    expect(system.vms[0]?.guest.tasks.map(({ name }) => name)).toEqual(["z", "1", "a"]);
  });

  it("fills in the round-robin quantum, and priorities by server period, per core", async () => {
    const vm = (core: number, period: number): string =>
      `{ core: ${core}, supply: { kind: server, server: polling, period: ${period} ms, budget: 1 ms }, scheduling: best-effort }`;
    const { system } = await load(
      `system: X\nprocessor: { cores: 2 }\nvmm: { policy: fixed-priority }\nvms:\n  slow: ${vm(0, 20)}\n  background: { scheduling: best-effort }\n  fast: ${vm(0, 10)}\n  tie: ${vm(0, 20)}\n  other: ${vm(1, 50)}\n  another: ${vm(1, 40)}`,
    );
    expect(system.vms.map(({ name, priority }) => [name, priority])).toEqual([
      ["slow", 2],
      ["background", 4],
      ["fast", 1],
      ["tie", 3],
      ["other", 2],
      ["another", 1],
    ]);
    const turns = await load(
      "system: X\nvmm: { policy: round-robin, quantum: 20 ms }\nvms:\n  a: { scheduling: best-effort }\n  b: { scheduling: best-effort, quantum: 5 ms }",
    );
    expect(turns.system.vms.map(({ quantum }) => String(quantum))).toEqual(["1/50 s", "1/200 s"]);
  });

  it("puts an interrupt on the core of its target", async () => {
    const { system } = await load(
      "system: X\nprocessor: { cores: 2 }\nvmm: { policy: static }\nvms:\n  a: { scheduling: best-effort }\n  b: { core: 1, scheduling: best-effort }\ninterrupts:\n  i: { target: b, arrivals: { capacity: 3, refill: 1 ms }, topHalf: 1 us }\n  j: { device: running, arrivals: { minSeparation: 1 ms }, topHalf: 1 us }",
    );
    expect(system.interrupts.map(({ core, target }) => [core, target])).toEqual([
      [1, "b"],
      [0, null],
    ]);
  });

  it("warns of what is legal but hardly meant", async () => {
    const { warnings } = await load(`system: X
vmm: { policy: edf }
vms:
  whole:
    supply: { kind: server, server: hard-cbs, period: 10 ms, budget: 10 ms }
    scheduling: edf
    priority: 1
    tasks: { t: { period: 10 ms, wcet: 1 ms, priority: 1 } }
  idle: { scheduling: edf, activationsPerPeriod: 2 }
  hopeful: { scheduling: best-effort, tasks: { t: { period: 10 ms, wcet: 1 ms } } }
`);
    expect(warnings.map(({ line, column, path }) => `${line}:${column} ${path}`)).toEqual([
      "5:70 vms.whole.supply.budget",
      "7:5 vms.whole.priority",
      "8:46 vms.whole.tasks.t.priority",
      "9:3 vms.idle",
      "9:28 vms.idle.activationsPerPeriod",
      "10:39 vms.hopeful.tasks",
    ]);
    const table = await load(
      "system: X\nvmm: { policy: tdma, frame: 1 ms, windows: [ { vm: a, start: 0 ms, length: 1 ms } ] }\nvms:\n  a: { scheduling: best-effort }\n  b: { scheduling: best-effort }",
    );
    expect(table.warnings.map(({ message }) => message)).toEqual([
      "b has no window in the table, so it never runs",
    ]);
  });

  it("warns of shapers that admit everything, or less than comes for ever", async () => {
    const { warnings } = await load(`system: X
vmm: { policy: static }
vms: { a: { scheduling: best-effort } }
interrupts:
  idle: { target: a, arrivals: { minSeparation: 5 ms }, shaper: { minDistance: 2 ms, capacity: 3, refill: 2 ms }, topHalf: 1 us }
  slow: { target: a, arrivals: { minSeparation: 5 ms }, shaper: { minDistance: 6 ms, excess: hold }, topHalf: 1 us }
  dry: { target: a, arrivals: { capacity: 9, refill: 1 ms }, shaper: { minDistance: 1/2 ms, capacity: 9, refill: 2 ms, excess: hold }, topHalf: 1 us }
  fair: { target: a, arrivals: { minSeparation: 5 ms }, shaper: { capacity: 1, refill: 5 ms, excess: hold }, topHalf: 1 us }
  lossy: { target: a, arrivals: { minSeparation: 5 ms }, shaper: { minDistance: 6 ms }, topHalf: 1 us }
  watched: { target: a, delivery: monitored, arrivals: { minSeparation: 5 ms }, shaper: { minDistance: 6 ms }, topHalf: 1 us }
`);
    expect(warnings.map(({ line, path }) => `${line} ${path}`)).toEqual([
      "5 interrupts.idle.shaper.refill",
      "6 interrupts.slow.shaper.excess",
      "7 interrupts.dry.shaper.excess",
    ]);
  });

  it("reads recorded arrivals from the files that it is given, and says so where it is given none", async () => {
    const text = `system: X
vmm: { policy: static }
vms: { a: { scheduling: best-effort } }
interrupts:
  irq: { target: a, arrivals: { minSeparation: 5 ms }, trace: seen.csv, topHalf: 1 us }
`;
    const files = (name: string) => ({ name: `here/${name}`, text: "# none\n\n 1/3 ms\r\n6 ms + 2 us\n" });
    const { system } = await loadSystem(text, "x.yaml", files);
    expect(system.interrupts[0]?.trace?.map(String)).toEqual(["1/3000 s", "3001/500000 s"]);
    await expect(loadSystem(text, "x.yaml")).rejects.toThrow(
      "x.yaml:5:63: seen.csv cannot be read here: list the times, such as `[0 ms, 3 ms]`",
    );
    const wrong = Array.from({ length: 50 }, () => "soon").join("\n");
    const told = await loadSystem(text, "x.yaml", (name) => ({ name, text: wrong })).catch(
      (error: unknown) => error,
    );
    expect(String(told).split("\n")).toHaveLength(20);
  });

  it("can say where a value stands, for whoever analyses it", async () => {
    const { locate } = await load(PHONE);
    expect(locate(["vms", "rtos", "tasks", "control", "deadline"])).toEqual({ line: 16, column: 43 });
  });

  it("throws every mistake at once, in the order of the file", async () => {
    const error = await load("system: X\nvms:\n  a: { scheduling: edff, core: -1 }").catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DescriptionError);
    expect((error as DescriptionError).issues).toEqual([
      {
        code: "missing-key",
        path: "vms.a",
        message:
          "nothing says what a is supplied with: write its `supply`, such as `supply: dedicated`, or describe the `vmm`",
        file: "system.yaml",
        line: 3,
        column: 3,
      },
      {
        code: "unknown-word",
        path: "vms.a.scheduling",
        message: "`edff` is no `scheduling`: did you mean `edf`?",
        file: "system.yaml",
        line: 3,
        column: 20,
      },
      {
        code: "out-of-range",
        path: "vms.a.core",
        message: "`core` is `-1`: write an integer from 0, such as `0`",
        file: "system.yaml",
        line: 3,
        column: 32,
      },
    ]);
    expect((error as DescriptionError).message.split("\n")).toHaveLength(3);
  });

  it("loads mathjs only when an expression occurs", () => {
    const script = (wcet: string): string => `
      import { register } from "node:module";
      import { loadSystem } from "./src/description/load-system.ts";
      const text = "system: X\\nvms:\\n  a: { supply: dedicated, scheduling: edf, tasks: { t: { period: 9 ms, wcet: ${wcet} } } }";
      import { createRequire } from "node:module";
      loadSystem(text, "x").then(() => {
        const cache = Object.keys(createRequire(process.cwd() + "/x.js").cache ?? {});
        console.log(cache.some((file) => file.includes("mathjs")));
      });`;
    const run = (wcet: string): string =>
      execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script(wcet)], {
        encoding: "utf8",
        cwd: new URL("../..", import.meta.url),
      }).trim();
    expect(run("1 ms")).toBe("false");
    expect(run("1 ms + 1 us")).toBe("true");
  }, 30_000);

  it("reads ten thousand tasks in seconds", async () => {
    const task = (index: number): string =>
      `      task${index}: { period: ${10 + index} ms, deadline: ${9 + index} ms, wcet: ${100 + index} us, jitter: 1 us }\n`;
    const vms = Array.from(
      { length: 200 },
      (_, core) =>
        `  vm${core}:\n    core: ${core}\n    scheduling: rate-monotonic\n    tasks:\n${Array.from({ length: 50 }, (_, index) => task(index)).join("")}`,
    );
    const text = `system: Large\nprocessor: { cores: 200 }\nvmm: { policy: static }\nvms:\n${vms.join("")}`;
    const before = process.cpuUsage();
    const result = await readSystem(text, "large.yaml");
    const { user, system } = process.cpuUsage(before);
    expect("system" in result && result.system.vms).toHaveLength(200);
    expect((user + system) / 1e6).toBeLessThan(6);
  }, 30_000);
});
