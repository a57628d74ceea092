/** Supplies, loads and verdicts in words. */
import type { Events } from "../../../checker/events.ts";
import type { Source, Vm } from "../../../checker/model.ts";
import type { Supply } from "../../../checker/supply.ts";
import type { CertifiedVerdict } from "../../../checker/verify.ts";
import type { TimeScale } from "../time-scale.ts";

export const VERDICT: Readonly<Record<CertifiedVerdict, string>> = {
  proved: "PROVED",
  refuted: "REFUTED",
  "not-proved": "NOT PROVED",
  "no-bound": "NO BOUND",
  uncertified: "UNCERTIFIED",
};

/** What a verdict says and what not. */
export const MEANING: Readonly<Record<CertifiedVerdict, string>> = {
  proved: "It holds in every course of events that the model and the hypotheses allow.",
  refuted: "There is a legal course of events in which it does not hold; chapter 9 shows it.",
  "not-proved": "The analysis could not show it; it may hold or not. Nothing may rest on it.",
  "no-bound": "The scheduler promises nothing that a deadline could rest on.",
  uncertified:
    "The analysis has an answer, but this certificate holds nothing from which it can be checked. Nothing may rest on it.",
};

export function supplyWords(supply: Supply, scale: TimeScale): string {
  const time = (ticks: bigint): string => scale.time(ticks);
  switch (supply.kind) {
    case "dedicated":
      return "the whole processor";
    case "bounded-delay":
      return `a share of ${supply.rate.n}/${supply.rate.d} of the processor, late by at most ${time(supply.delay)}`;
    case "table": {
      const windows = supply.windows.map(
        ({ start, end }) => `[${scale.number(start)}, ${scale.number(end)})`,
      );
      const shown = windows.length > 8 ? [...windows.slice(0, 8), `and ${windows.length - 8} more`] : windows;
      return windows.length === 0
        ? `no window in a frame of ${time(supply.frame)}`
        : `the windows ${shown.join(", ")} of each frame of ${time(supply.frame)}`;
    }
    case "interrupted": {
      const stops = supply.stops.map(
        ({ name, events, cost }) => `${name} (${eventsWords(events, scale)}, ${time(cost)} each)`,
      );
      return `${supplyWords(supply.of, scale)}, which stand still during each event of ${stops.join(" and ")}`;
    }
    default: {
      const { kind, period, budget, deadline } = supply;
      const by = deadline === period ? "" : `, each by ${time(deadline)} after the period begins`;
      const name = kind === "server" ? `a ${supply.server} server: ` : "";
      return `${name}${time(budget)} in every period of ${time(period)}${by}`;
    }
  }
}

export function eventsWords(events: Events, scale: TimeScale): string {
  if ("refill" in events)
    return `at most ${events.capacity} at once, then one per ${scale.time(events.refill)}`;
  if ("limits" in events)
    return events.limits
      .map(({ period, jitter }) => eventsWords({ period, jitter, distance: 0n }, scale))
      .join(", and ");
  const { period, jitter, distance } = events;
  const late = jitter === 0n ? "" : `, up to ${scale.time(jitter)} late`;
  const apart = distance === 0n || distance === period ? "" : `, at least ${scale.time(distance)} apart`;
  return `one per ${scale.time(period)}${late}${apart}`;
}

const POLICY: Readonly<Record<string, string>> = {
  none: "none described: each VM has a promised supply",
  static: "static partitioning: each VM has a core to itself",
  table: "cyclic table",
  "fixed-priority": "fixed priorities",
  edf: "earliest deadline first",
  "round-robin": "round robin",
  sedf: "sEDF",
  "best-effort": "best effort, without guarantee",
};

export const policyWords = (policy: string): string => POLICY[policy] ?? policy;

export const schedulingWords = ({ scheduling, preemptive }: Vm): string =>
  `${scheduling === "edf" ? "EDF" : scheduling}${preemptive ? "" : ", non-preemptive"}`;

export function deliveryWords(
  { delivery, device, target, shaper, notice, ring }: Source,
  scale: TimeScale,
): string {
  const to = target === null ? "" : ` to ${target}`;
  const shaped =
    shaper === null
      ? ""
      : `; shaper: ${eventsWords({ limits: shaper.limits }, scale)}, excess: ${shaper.excess}`;
  return `${device} device, ${delivery}${to}${shaped}${noticeWords(notice, scale)}${ring === null ? "" : `; ring of ${ring}`}`;
}

function noticeWords(notice: Source["notice"], scale: TimeScale): string {
  if (notice === null) return "";
  if (notice.kind === "polled") return `; polled every ${scale.time(notice.period)}`;
  const early = notice.count === null ? "" : ` or ${count(notice.count, "event")}`;
  return `; one interrupt for all events of ${scale.time(notice.delay)}${early}`;
}

/** How many of something: 1 claim, 2 claims. */
export const count = (number: number | bigint, noun: string): string =>
  `${number} ${noun}${BigInt(number) === 1n ? "" : "s"}`;

/** What a claim is about, in words, from its identifier alone. */
export function subjectWords(id: string): string {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/^vm\/(.*)\/task\/(.*)$/, "every job of task $2 of VM $1 ends by its deadline"],
    [/^vm\/(.*)\/tasks$/, "every job of VM $1 ends by its deadline"],
    [/^vm\/(.*)\/server$/, "the server of VM $1 supplies its budget by its deadline in every period"],
    [/^vm\/(.*)\/contract$/, "the VMM gives VM $1 at least its contract in every window"],
    [/^core\/(.*)\/servers$/, "every server of core $1 supplies its budget by its deadline in every period"],
    [/^interrupt\/(.*)$/, "every interrupt of $1 is handled by its deadline"],
  ];
  const rule = rules.find(([form]) => form.test(id));
  return rule === undefined ? id : id.replace(rule[0], rule[1]);
}
