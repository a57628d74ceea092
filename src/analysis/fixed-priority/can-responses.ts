import { InputError } from "../../contract/errors.ts";
import type { Task } from "../../model/task.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { inTicks } from "../../workload/tick-task.ts";
import { measuresOfTask } from "../compile.ts";
import { Effort } from "../effort.ts";
import { canResponse } from "./can.ts";
import { type FpOutcome, inSeconds } from "./response-times.ts";

/**
 * The worst-case response time of every CAN message (can.ts), from the instant at which it should be queued to the end of
 * its frame. `messages` are tasks in the order of their identifiers, highest priority first, with the longest
 * transmission time as wcet (`frameBits` times the bit time). Throws `InputError` unless the bit time is positive.
 */
export function canResponses(given: {
  readonly messages: readonly Task[];
  readonly bitTime: Duration;
  readonly effort?: number;
}): readonly FpOutcome[] {
  const { messages, bitTime } = given;
  if (!bitTime.isPositive()) throw new InputError(`the bit time is ${bitTime}: it must be greater than zero`);
  const timebase = commonTick([bitTime.value, ...messages.flatMap(measuresOfTask)]);
  const ticks = messages.map((message) => inTicks(message, timebase));
  const bit = timebase.toTicks(bitTime.value);
  return messages.map((_, index) =>
    inSeconds(canResponse(ticks, index, bit, new Effort(given.effort)), timebase),
  );
}
