/** An error that was found before release by holding analysis, simulator and checker against each other, and what would find it again. */
export interface FoundError {
  /** What the wrong answer was. */
  readonly what: string;
  readonly fault: "analysis" | "simulator" | "checker" | "admission" | "test harness";
  /** The file of the test that fails where the error comes back, and the title of that test in it. */
  readonly test: string;
  readonly title: string;
  /** The system that showed it, where it is kept as a file. */
  readonly fixture?: string;
}

const COUNTEREXAMPLES = "test/agreement/check-counterexamples.test.ts";
const FOUND = "test/crosscheck/found.test.ts";
const VERIFY = "test/checker/verify.test.ts";

/** Everything of the kind, by where the fault lay. */
export const FOUND_ERRORS: readonly FoundError[] = [
  {
    what: "a constant-bandwidth server beside servers with shorter deadlines demanded in steps, not in proportion to time",
    fault: "analysis",
    test: COUNTEREXAMPLES,
    title: "a budget woken by the wake-up test makes another late in a window shorter than its period",
  },
  {
    what: "a VM without a server did not pay for its own switch in",
    fault: "analysis",
    test: COUNTEREXAMPLES,
    title: "a VM that shares its core waits for a switch under way and then for its own",
  },
  {
    what: "a hypercall of a low task did not block a high one of the same guest",
    fault: "analysis",
    test: COUNTEREXAMPLES,
    title: "a hypercall of one task holds up another of its guest over the end of a window",
  },
  {
    what: "a table window shorter than a switch did not delay the next",
    fault: "analysis",
    test: COUNTEREXAMPLES,
    title: "a window shorter than a switch makes the next one later than one switch",
  },
  {
    what: "the fragments of a sporadic server's budget cost no switches",
    fault: "analysis",
    test: "test/analysis/host/server-load.test.ts",
    title: "is not known of a sporadic server with switches: its budget may come back in ever more pieces",
  },
  {
    what: "interrupts that may come outside a VM's windows refuted its guest",
    fault: "analysis",
    test: "test/analysis/host/provision.test.ts",
    title: "is below the interrupts of the core, whose worst case a table need not meet",
  },
  {
    what: "a server under EDF was refuted by switches for an interrupt that a lone VM need not make",
    fault: "analysis",
    test: "test/regression/edf-host-sure-interrupts.test.ts",
    title: "does not call a server late because of VM switches that need not happen",
  },
  {
    what: "an active or dynamic device was not seen to take a quantum from its present owner",
    fault: "analysis",
    test: VERIFY,
    title: "takes a device that may come to belong to another VM for one that takes quanta",
  },
  {
    what: "an interrupt that costs nothing did not wait for the others",
    fault: "analysis",
    test: "test/analysis/host/interrupt-events.test.ts",
    title: "interrupts that cost nothing themselves",
  },
  {
    what: "a VM without a slice was proved under SEDF, whose extratime leaves short gaps to nobody",
    fault: "analysis",
    test: FOUND,
    title: "extratime of SEDF that makes up for blocks goes ahead of a VM without a slice: that has no bound",
    fixture: "fixtures/crosscheck/sedf-extratime.yaml",
  },
  {
    what: "servers under EDF were proved beside an interrupt that takes the rest of a quantum",
    fault: "analysis",
    test: "test/analysis/system/edf-host-claims.test.ts",
    title: "promise no budget that an interrupt for another VM may take",
  },
  {
    what: "the first switch of all was charged to a VM that is alone on its core",
    fault: "simulator",
    test: FOUND,
    title: "a VM that shares its core with nobody is never switched to",
    fixture: "fixtures/crosscheck/lone-vm.yaml",
  },
  {
    what: "a window of a table whose VM slept at its start was switched to only when it woke",
    fault: "simulator",
    test: FOUND,
    title: "a window of a table is switched to at its start, though its VM sleeps",
    fixture: "fixtures/crosscheck/sleeping-window.yaml",
  },
  {
    what: "an interrupt without a bottom half waited for its VM all the same",
    fault: "simulator",
    test: "test/simulator/device/described.test.ts",
    title: "are done with their top half where there is no bottom half to wait with",
  },
  {
    what: "sections that follow one another at once left no instant for whoever had waited for the first",
    fault: "simulator",
    test: "test/simulator/engine/sections.test.ts",
    title: "that follow one another at once let through whoever has waited for the first",
  },
  {
    what: "a bounded-delay supply of rate 0 or 1 had an event at every tick",
    fault: "simulator",
    test: "test/simulator/supply/contract.test.ts",
    title: "of all or nothing has cycles as long as the delay: in a run of fine ticks there are few edges",
  },
  {
    what: "a miss on the best supply, part of which went to waste, was taken for a miss on every supply",
    fault: "checker",
    test: VERIFY,
    title: "does not take a miss on a supply that goes to waste for a miss on every supply",
  },
  {
    what: "a source with a ring came back from the journal without it",
    fault: "admission",
    test: "test/admission/journal/journal.test.ts",
    title: "keeps every source as it is",
  },
  {
    what: "systems were scaled in everything but the tick of a round robin",
    fault: "test harness",
    test: "test/agreement/check-laws.test.ts",
    title: "scales with time",
  },
];
