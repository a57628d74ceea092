/**
 * A large description as text, the same for the same size: eight VMs per core under a fixed-priority VMM, each a periodic
 * server with a tenth of its core, each guest with the given number of tasks.
 */
export function largeSystem(vms: number, tasksPerVm: number): string {
  const lines = [
    `# ${vms} VMs with ${tasksPerVm} tasks each, made by test/support/large-system.ts: a rack of control guests, eight to a core.`,
    `system: Fleet of ${vms} control guests`,
    "timeUnit: us",
    `processor: { cores: ${Math.ceil(vms / VMS_PER_CORE)} }`,
    "vmm: { policy: fixed-priority, costs: { vmSwitch: 2 us, longestNonPreemptible: 10 us } }",
    "vms:",
  ];
  for (let vm = 0; vm < vms; vm += 1) lines.push(...guest(vm, tasksPerVm));
  return `${lines.join("\n")}\n`;
}

const VMS_PER_CORE = 8;
const SERVER_PERIODS = [5, 10, 20, 10] as const;
const TASK_PERIODS = [100, 120, 150, 200, 240, 250, 300, 400, 500, 600] as const;

function guest(vm: number, tasks: number): string[] {
  const period = SERVER_PERIODS[vm % SERVER_PERIODS.length] as number;
  const head = [
    `  vm-${vm}:`,
    `    core: ${Math.floor(vm / VMS_PER_CORE)}`,
    `    supply: { kind: server, server: periodic-idling, period: ${period} ms, budget: ${period * 100} us }`,
    `    scheduling: ${vm % 2 === 0 ? "rate-monotonic" : "edf"}`,
    "    tasks:",
  ];
  return [...head, ...Array.from({ length: tasks }, (_, index) => task(vm, index, tasks))];
}

/** All tasks of a guest together use six hundredths of a core. */
function task(vm: number, index: number, tasks: number): string {
  const period = (TASK_PERIODS[(7 * vm + index) % TASK_PERIODS.length] as number) + vm;
  return `      task-${index}: { period: ${period} ms, wcet: ${Math.floor((60 * period) / tasks)} us }`;
}
