import { type LinePlot, plotLines } from "../support/plot-lines.ts";
import { BOARDS, idleGuest } from "./kvm-arm.ts";
import { curve, INTERVALS, mobivmm } from "./mobivmm.ts";
import { FEW, MANY, PERIODS, virtio } from "./virtio.ts";

const pings = {
  xLabel: "interval of the pings, ms",
  categories: INTERVALS.map((interval) => (interval === undefined ? "none" : String(interval / 1000))),
};
export const AUDIO_PERIOD = 11_610;

const FIGURES: Readonly<Record<string, () => LinePlot>> = {
  "mobivmm-8": () => ({
    title: "Mean response with network interrupts",
    yLabel: "response, ms",
    ...pings,
    lines: [{ name: "simulated", values: curve({}) }],
  }),
  "mobivmm-9-11": () => ({
    title: "Mean response with network and audio interrupts",
    yLabel: "response, ms",
    ...pings,
    lines: [
      { name: "quantum 20 ms", values: curve({ audioPeriod: AUDIO_PERIOD }) },
      { name: "quantum 10 ms", values: curve({ audioPeriod: AUDIO_PERIOD, quantum: 10_000 }) },
    ],
  }),
  "mobivmm-10": () => {
    const counts = INTERVALS.slice(1).map(
      (ping = 0) => mobivmm({ ping, audioPeriod: AUDIO_PERIOD }).interruptsPer10ms,
    );
    return {
      title: "Interrupts per 10 ms",
      yLabel: "interrupts",
      xLabel: pings.xLabel,
      categories: pings.categories.slice(1),
      lines: [
        { name: "network", values: counts.map(([network = 0]) => network) },
        { name: "audio", values: counts.map(([, audio = 0]) => audio) },
      ],
    };
  },
  "virtio-latency": () => ({
    title: "Latency of a packet",
    yLabel: "µs",
    xLabel: "period at which the VMM looks, µs (0: at each kick)",
    categories: PERIODS.map(String),
    lines: [
      { name: "greatest", values: PERIODS.map((period) => virtio(period, FEW, 20).most) },
      { name: "mean", values: PERIODS.map((period) => virtio(period, FEW, 20).mean) },
    ],
  }),
  "virtio-throughput": () => ({
    title: "Packets sent, of 100 000 offered per second",
    yLabel: "thousand packets per second",
    xLabel: "period at which the VMM looks, µs (0: at each kick)",
    categories: PERIODS.map(String),
    lines: [
      { name: "sent", values: PERIODS.map((period) => virtio(period, MANY, 2).packetsPerSecond / 1000) },
    ],
  }),
  "kvm-arm": () => ({
    title: "Greatest timer latency of an idle guest",
    yLabel: "µs",
    xLabel: "configuration",
    categories: BOARDS.map(({ name }) => name),
    lines: [
      { name: "simulated (fitted)", values: BOARDS.map((board) => idleGuest(board).most) },
      { name: "measured (Table II)", values: BOARDS.map(({ measured }) => measured) },
    ],
  }),
};

export const FIGURE_NAMES: readonly string[] = Object.keys(FIGURES);

/** Where a figure is kept. */
export const figurePath = (name: string): string => `docs/reproductions/figures/${name}.svg`;

/** A figure as it is drawn from the simulations of today. */
export function figure(name: string): string {
  return plotLines(FIGURES[name]!());
}
