import type { Verdict } from "../certificate/verdict.ts";

/** The meaning of each exit code, after sysexits.h from 64 on. */
export const EXIT = {
  proved: 0,
  refuted: 1,
  notProved: 2,
  usage: 64,
  input: 65,
  noFile: 66,
  bug: 70,
  cannotWrite: 73,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf(verdict: Verdict): ExitCode {
  switch (verdict) {
    case "proved":
      return EXIT.proved;
    case "refuted":
      return EXIT.refuted;
    case "not-proved":
    case "no-bound":
      return EXIT.notProved;
  }
}
