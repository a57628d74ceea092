import { InputError } from "../../contract/errors.ts";

/**
 * What can happen at one instant. `completion` also covers the end of a budget or quantum in use, which ends with the
 * job that used it; `boundary` is a slot of a table, a replenishment, the edge of a supply window.
 */
export type EventClass = "completion" | "release" | "boundary" | "interrupt" | "tick";

/**
 * In which order simultaneous events take effect; among events of one class the lower id comes first. `dispatch` may
 * stand anywhere after `completion`: what follows it happens to whoever has just been switched to, and is followed by
 * a second dispatch. The order is part of a system's meaning: it decides whether a tick at a switch of VMs reaches the
 * incoming VM (`dispatch` before `tick`) or the outgoing one, and whether a job released at a poll is in time for it.
 */
export type TieRules = readonly (EventClass | "dispatch")[];

export const DEFAULT_TIE_RULES: TieRules = [
  "completion",
  "release",
  "boundary",
  "interrupt",
  "tick",
  "dispatch",
];

/** @throws InputError unless every class and `dispatch` stand in the rules exactly once, `dispatch` after `completion`. */
export function checkedTieRules(rules: TieRules): TieRules {
  const complete = DEFAULT_TIE_RULES.every((each) => rules.filter((other) => other === each).length === 1);
  if (!complete || rules.length !== DEFAULT_TIE_RULES.length) {
    throw new InputError(`tie rules name each of ${DEFAULT_TIE_RULES.join(", ")} once`);
  }
  if (rules.indexOf("dispatch") < rules.indexOf("completion")) {
    throw new InputError("tie rules: completion comes before dispatch");
  }
  return rules;
}
