import { line, px, rect, text } from "./svg.ts";

export const GANTT_STYLE = `
.band{opacity:.16}
.inside{fill:#fff;font-weight:600}
.waiting{stroke-width:1.2;stroke-dasharray:2 2}
.release{fill:#1f2328}
.due{fill:none;stroke:#1f2328;stroke-width:1}
.due.bad{fill:#cf222e;stroke:#cf222e}
.raise{stroke:#1f2328;stroke-width:1.2}
.vmm{fill:url(#vmm-hatch)}
.vmm-ground{fill:#c9d1d9}
.vmm-stroke{fill:#3d444d}
.sample{fill:#7f8c9a}
.sample-line{stroke:#7f8c9a}
@media (prefers-color-scheme:dark){
.band{opacity:.22}
.release{fill:#e6edf3}
.due{stroke:#e6edf3}
.due.bad{fill:#ff7b72;stroke:#ff7b72}
.raise{stroke:#e6edf3}
.vmm-ground{fill:#59636e}
.vmm-stroke{fill:#e6edf3}
}
`;

interface Entry {
  readonly sign: (x: number, y: number) => string;
  readonly says: string;
}

/** Every sign of the picture with its meaning, in one line. */
export function legend(x: number, y: number, withInterrupts: boolean): string[] {
  let place = x;
  return [...ENTRIES, ...(withInterrupts ? OF_INTERRUPTS : [])].flatMap(({ sign, says }) => {
    const at = place;
    place += 26 + says.length * 6.1 + 18;
    return [sign(at, y), text(at + 26, y, says, 'class="faint small"')];
  });
}

const ENTRIES: readonly Entry[] = [
  { sign: (x, y) => rect(x, y - 10, 20, 11, 'class="sample"'), says: "running" },
  {
    sign: (x, y) =>
      `<line class="waiting sample-line" x1="${px(x)}" y1="${px(y - 4)}" x2="${px(x + 20)}" y2="${px(y - 4)}"/>`,
    says: "waiting or preempted",
  },
  {
    sign: (x, y) => `<path class="release" d="M${px(x + 10)} ${px(y - 8)}l-3.5 6h7Z"/>`,
    says: "release",
  },
  {
    sign: (x, y) => `<path class="due" d="M${px(x + 10)} ${px(y - 2)}l-3.5 -6h7Z"/>`,
    says: "deadline",
  },
  {
    sign: (x, y) =>
      `${rect(x + 10, y - 10, 10, 11, 'class="bad"')}<path class="bad-line" d="M${px(x + 6.5)} ${px(y - 8)}l7 7m0 -7l-7 7"/>`,
    says: "missed, ran late",
  },
  { sign: (x, y) => rect(x, y - 10, 20, 11, 'class="sample band"'), says: "the VM has its core" },
  { sign: (x, y) => rect(x, y - 10, 20, 11, 'class="vmm"'), says: "the VMM itself" },
];

const OF_INTERRUPTS: readonly Entry[] = [
  { sign: (x, y) => line(x + 10, y - 12, x + 10, y + 2, "raise"), says: "interrupt" },
  {
    sign: (x, y) => `<path class="bad-line" d="M${px(x + 6.5)} ${px(y - 8)}l7 7m0 -7l-7 7"/>`,
    says: "lost",
  },
  { sign: (x, y) => `<circle class="sample" cx="${px(x + 10)}" cy="${px(y - 4)}" r="3"/>`, says: "served" },
];
