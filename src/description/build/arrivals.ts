import { type EventModel, periodicEvents, sporadicEvents, tokenBucket } from "../../model/event-model.ts";
import { Duration } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { ArrivalsText } from "../schema/arrivals.ts";
import type { Told } from "../told.ts";

const FORMS = "`{ period: 2 ms }`, `{ minSeparation: 2 ms }` or `{ capacity: 8, refill: 1 ms }`";

/** The keys that may stand beside the one that says which form of arrivals is meant. */
const COMPANIONS = {
  period: ["jitter", "minDistance"],
  minSeparation: [],
  capacity: ["refill"],
} as const;

export function buildArrivals(text: Told<ArrivalsText>, path: Path, reading: Reading): EventModel | null {
  if (text === null) return null;
  const given = Object.keys(text) as (keyof ArrivalsText)[];
  const forms = (["period", "minSeparation", "capacity"] as const).filter((form) => given.includes(form));
  const [form, second] = forms;
  if (form === undefined) {
    return given.includes("refill")
      ? reading.problem(
          "missing-key",
          path,
          "`capacity` is missing: write how many events may come at once",
          "key",
        )
      : reading.problem("missing-key", path, `the arrivals say nothing: write ${FORMS}`, "key");
  }
  if (second !== undefined) {
    return reading.problem(
      "conflict",
      [...path, second],
      `\`${form}\` and \`${second}\` exclude each other: write ${FORMS}`,
      "key",
    );
  }
  const companions: readonly string[] = COMPANIONS[form];
  const strangers = given.filter((key) => key !== form && !companions.includes(key));
  for (const key of strangers) {
    reading.problem(
      "conflict",
      [...path, key],
      `\`${key}\` has no meaning beside \`${form}\`: delete it`,
      "key",
    );
  }
  const events = FORM[form](text, path, reading);
  return strangers.length > 0 ? null : events;
}

type Form = (text: NonNullable<Told<ArrivalsText>>, path: Path, reading: Reading) => EventModel | null;

const FORM: Readonly<Record<keyof typeof COMPANIONS, Form>> = {
  period: (text, path, reading) => {
    const period = reading.duration(text, "period", path, "positive", null);
    const jitter = reading.duration(text, "jitter", path, "not-negative", Duration.zero);
    const minDistance = reading.duration(text, "minDistance", path, "not-negative", Duration.zero);
    if (period === null || jitter === null || minDistance === null) return null;
    if (period.lessThan(minDistance)) {
      return reading.problem(
        "out-of-range",
        [...path, "minDistance"],
        `\`minDistance\` of ${text.minDistance} exceeds the period of ${text.period}: no such source exists; write at most ${text.period}`,
      );
    }
    return periodicEvents({ period, jitter, minDistance });
  },
  minSeparation: (text, path, reading) => {
    const separation = reading.duration(text, "minSeparation", path, "positive", null);
    return separation === null ? null : sporadicEvents(separation);
  },
  capacity: (text, path, reading) => {
    const refill = reading.duration(text, "refill", path, "positive", undefined);
    if (refill === undefined) {
      return reading.problem(
        "missing-key",
        path,
        "`refill` is missing: write the time per token, such as `1 ms`",
        "key",
      );
    }
    if (refill === null || text.capacity === null || text.capacity === undefined) return null;
    return tokenBucket({ capacity: text.capacity, refill });
  },
};
