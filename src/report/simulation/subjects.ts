import { type Cast, type Delays, NONE, type RunFigures } from "./run-data.ts";

/** Whatever was delayed: a task's responses, a source's latencies or a sleeper's sleeps. */
export interface Subject {
  readonly title: string;
  readonly vm: number;
  readonly deadline: number | null;
  readonly delays: Delays;
}

/** Every task, source and sleeper of which something was observed, in the order of the cast. */
export function observedSubjects(cast: Cast, figures: RunFigures): Subject[] {
  const path = (vm: number, name: string): string => (vm === NONE ? name : `${cast.vms[vm]!.name}/${name}`);
  return [
    ...cast.tasks.map(({ vm, name, deadline }, index) => ({
      title: path(vm, name),
      vm,
      deadline,
      delays: figures.tasks[index]!.responses,
    })),
    ...cast.sources.map(({ vm, name, deadline }, index) => ({
      title: `interrupt ${name}`,
      vm,
      deadline,
      delays: figures.sources[index]!.latencies,
    })),
    ...cast.kernels.flatMap(({ vm, sleepers }, kernel) =>
      sleepers.map(({ name, deadline }, index) => ({
        title: `sleeps of ${path(vm, name)}`,
        vm,
        deadline,
        delays: figures.kernels[kernel]!.sleepers[index]!.sleeps,
      })),
    ),
  ].filter(({ delays }) => delays.count > 0);
}
