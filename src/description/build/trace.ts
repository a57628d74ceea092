import { type EventModel, firstTooSoon } from "../../model/event-model.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Place, Reading } from "../reading.ts";
import type { TimeText } from "../schema/key.ts";
import { shorten } from "../times.ts";
import type { Told } from "../told.ts";

/** A recorded arrival, as it was written and where. */
interface Recorded {
  readonly time: Duration;
  readonly written: TimeText;
  readonly path: Path;
  /** Null within the description itself. */
  readonly place: Place | null;
}

/** So many lines of one file are told to be wrong; whoever mistook the form of the file need not read all of them. */
const MOST_TOLD = 20;

/**
 * Recorded arrivals, listed or in a file with one time per line, which neither go back in time nor come sooner than the
 * event model allows; null where something in them is wrong.
 */
export function buildTrace(
  written: Told<readonly TimeText[] | string>,
  arrivals: EventModel | null,
  path: Path,
  reading: Reading,
): Duration[] | null {
  if (written === null) return null;
  const at = [...path, "trace"];
  const recorded =
    typeof written === "string" ? fromFile(written, at, reading) : listed(written, path, reading);
  if (recorded === null || arrivals === null) return null;
  const times = recorded.map(({ time }) => time);
  const back = times.findIndex((time, index) => index > 0 && time.lessThan(times[index - 1]!));
  if (back >= 0) {
    const [before, after] = [recorded[back - 1]!, recorded[back]!];
    return tell(
      "out-of-range",
      after,
      `the trace goes back in time, from ${shorten(before.written)} to ${shorten(after.written)}: write the times in order`,
      reading,
    );
  }
  const soon = firstTooSoon(arrivals, times);
  if (soon === null) return times;
  return tell(
    "conflict",
    recorded[soon]!,
    `the event at ${shorten(recorded[soon]!.written)} comes sooner than the arrivals allow: correct the trace, or the arrivals, which every bound rests on`,
    reading,
  );
}

function tell(
  code: "out-of-range" | "conflict",
  { path, place }: Recorded,
  message: string,
  reading: Reading,
): null {
  return place === null
    ? reading.problem(code, path, message)
    : reading.problemAt(place, code, path, message);
}

function listed(written: Told<readonly TimeText[]>, path: Path, reading: Reading): Recorded[] | null {
  const times = reading.durations(written, "trace", path);
  return (
    times?.map((time, index) => ({
      time,
      written: written![index]!,
      path: [...path, "trace", index],
      place: null,
    })) ?? null
  );
}

/** Empty lines, and those that begin with `#`, say nothing. */
function fromFile(name: string, path: Path, reading: Reading): Recorded[] | null {
  const file = reading.attempt("unknown-name", path, () => reading.file(name));
  if (file === null) return null;
  const recorded: Recorded[] = [];
  let wrong = 0;
  for (const [index, line] of file.text.split(/\r?\n/).entries()) {
    const written = line.trim();
    if (written === "" || written.startsWith("#")) continue;
    const place = { file: file.name, line: index + 1, column: line.indexOf(written) + 1 };
    const time = reading.timeAt(place, written, "trace", path);
    if (time !== null) recorded.push({ time, written, path, place });
    else if (++wrong === MOST_TOLD) break;
  }
  return wrong > 0 ? null : recorded;
}
