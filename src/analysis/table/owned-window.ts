/**
 * Windows of a cyclic table and what their owners can use of them. At the start of each window the VMM may be
 * in a section of its own, and then switches. Windows of one VM that touch are one window with one switch; one that goes on around the end
 * of the frame is charged again there, which is on the safe side. A VM that has the whole frame is never switched, but the
 * VMM's sections are still charged to it once per frame.
 */
import { CyclicService, type TickWindow } from "../../supply/cyclic-service.ts";

/** The window [start, end) of the table, given to a VM (by its index), in ticks. */
export interface OwnedWindow extends TickWindow {
  readonly vm: number;
}

/** The frame of a table and what is lost at the start of each window, in ticks. */
export interface TableTiming {
  readonly frame: bigint;
  /** The VM switch and the section before it. */
  readonly late: bigint;
  /** The longest section of the VMM alone. */
  readonly section: bigint;
}

/** Joins windows of the same VM that touch. `windows` in order of their starts. */
export function joined(windows: readonly OwnedWindow[]): OwnedWindow[] {
  const result: OwnedWindow[] = [];
  for (const window of windows) {
    const last = result.at(-1);
    if (last !== undefined && last.vm === window.vm && last.end === window.start) {
      result.splice(-1, 1, { ...last, end: window.end });
    } else result.push(window);
  }
  return result;
}

/** What a VM can use of the table. `windows` in order of their starts. */
export function serviceOf(
  vm: number,
  windows: readonly OwnedWindow[],
  { frame, late, section }: TableTiming,
): CyclicService {
  const own = joined(windows.filter((window) => window.vm === vm));
  const whole = own.some(({ start, end }) => end - start === frame);
  const usable = own.map(({ start, end }) => ({ start: start + (whole ? section : late), end }));
  return new CyclicService(
    frame,
    usable.filter(({ start, end }) => start < end),
  );
}
