/**
 * hyperbound: will every deadline be met when real-time guests share a processor under a hypervisor?
 * The public entry, grouped as the house is: numbers, what a system is, what is known of it, verdicts and reports.
 */

// Analyses: EDF
export { synchronousBusyPeriod } from "./analysis/edf/busy-period.ts";
export {
  type DemandVerdict,
  type DemandViolation,
  demandTest,
  type TightestDeadline,
} from "./analysis/edf/demand-test.ts";
export { type DensityVerdict, edfDensityTest } from "./analysis/edf/density.ts";
export { nonPreemptiveDemandTest } from "./analysis/edf/non-preemptive.ts";
export { type EdfResponseOutcome, edfResponseTimes } from "./analysis/edf/response-times.ts";
export { edfUtilizationTest, type UtilizationVerdict } from "./analysis/edf/utilization.ts";
// Analyses: whole systems
export { DEFAULT_EFFORT, Effort } from "./analysis/effort.ts";
// Analyses: fixed priority
export { type Blocking, fixedPriorityBlocking, withBlocking } from "./analysis/fixed-priority/blocking.ts";
export { type FrameFormat, frameBits } from "./analysis/fixed-priority/can.ts";
export { canResponses } from "./analysis/fixed-priority/can-responses.ts";
export { everyPhaseResponses, type PhasedOutcome } from "./analysis/fixed-priority/every-phase-responses.ts";
export { nonPreemptiveResponses } from "./analysis/fixed-priority/non-preemptive-responses.ts";
export { type AssignmentSetting, optimalPriorities } from "./analysis/fixed-priority/optimal-priorities.ts";
export {
  type Assignment,
  deadlineMinusJitterMonotonic,
  deadlineMonotonic,
} from "./analysis/fixed-priority/priority-assignment.ts";
export { type FpOutcome, responseTimes } from "./analysis/fixed-priority/response-times.ts";
export {
  hyperbolic,
  hyperbolicProduct,
  isHarmonic,
  liuLayland,
  liuLaylandWithBlocking,
} from "./analysis/fixed-priority/utilization-bounds.ts";
// Analyses: interfaces of components
export { divisorsOf, periodsInRange } from "./analysis/interface/candidate-periods.ts";
export {
  type Component,
  type Composed,
  type Composition,
  compose,
} from "./analysis/interface/composition.ts";
export { chooseJointly, type JointOutcome } from "./analysis/interface/joint-choice.ts";
export { type LargestDelay, largestDelay } from "./analysis/interface/largest-delay.ts";
export { type LeastBudget, leastBudget } from "./analysis/interface/least-budget.ts";
export { type LeastRate, leastRate } from "./analysis/interface/least-rate.ts";
export { type PeriodSelection, selectPeriod } from "./analysis/interface/period-selection.ts";
export { candidateOf, type ServerCandidate } from "./analysis/interface/server-candidate.ts";
export { type QuickAnswer, quickAnswer } from "./analysis/interface/utilization-bounds.ts";
// Analyses: interrupt load, and what interrupts, ticks and hypercalls do to guests
export {
  type Chain,
  type ChainBound,
  type ChainOutcome,
  type ChainProblem,
  type ChainResource,
  type ChainStage,
  chainBounds,
} from "./analysis/interrupts/chain.ts";
export { type ClockBound, type ClockDiscipline, clockBound } from "./analysis/interrupts/clock-divergence.ts";
export { edfWithInterrupts } from "./analysis/interrupts/edf-with-interrupts.ts";
export { type CostlySource, type FrontierPoint, rateFrontier } from "./analysis/interrupts/frontier.ts";
export { type MissedTicks, sleepBound } from "./analysis/interrupts/guest-ticks.ts";
export {
  type HypercallDelay,
  type HypercallService,
  hypercallDelay,
} from "./analysis/interrupts/hypercall-delay.ts";
export { largestBurst } from "./analysis/interrupts/largest-burst.ts";
export { largestCost } from "./analysis/interrupts/largest-cost.ts";
export { leastPeriod, leastRefill, leastSeparation } from "./analysis/interrupts/least-separation.ts";
export { leastStretch } from "./analysis/interrupts/least-stretch.ts";
export type { Limit } from "./analysis/interrupts/limit.ts";
export { type LongestSleep, longestSleep, type SleepQuestion } from "./analysis/interrupts/longest-sleep.ts";
export type { Basis, InterruptQuestion } from "./analysis/interrupts/question.ts";
export { type AdmittedEvent, mostAdmitted, shapedTrace } from "./analysis/interrupts/shaped-trace.ts";
// Analyses: several cores
export { globalEdfDensityTest } from "./analysis/multiprocessor/global/edf-density.ts";
export { globalEdfInterferenceTest } from "./analysis/multiprocessor/global/edf-interference.ts";
export { limitedCarryInResponses } from "./analysis/multiprocessor/global/limited-carry-in.ts";
export {
  edfUsTest,
  fpUsPriorities,
  fpUsTest,
} from "./analysis/multiprocessor/global/utilization-separation.ts";
export { globalResponses } from "./analysis/multiprocessor/global/workload-responses.ts";
export {
  type MultiprocessorResource,
  multiprocessorLinearBound,
  multiprocessorResource,
  multiprocessorSbf,
  multiprocessorSbfInteger,
} from "./analysis/multiprocessor/mpr.ts";
export { type PartitionOutcome, partitionTasks } from "./analysis/multiprocessor/partitioned.ts";
export { partitionVms } from "./analysis/multiprocessor/partitioned-vms.ts";
export { type SemiPartitionOutcome, semiPartition } from "./analysis/multiprocessor/semi-partitioned.ts";
// Analyses: sensitivity
export { largestEdfScaling, largestEdfWcet } from "./analysis/sensitivity/edf.ts";
export { largestScaling, largestWcet } from "./analysis/sensitivity/fixed-priority.ts";
export { analyze, type GuestVerdict } from "./analysis/system/analyze.ts";
export { type CheckOptions, checkSystem } from "./analysis/system/check-system.ts";
// Analyses: cyclic tables
export { packHarmonic } from "./analysis/table/harmonic-packing.ts";
export {
  boundedDelayOf,
  irregularity,
  isRegular,
  regularPartition,
  type SlotPattern,
  slotPattern,
} from "./analysis/table/partition.ts";
export { proveTable, type TableProof } from "./analysis/table/proof.ts";
export { synthesizeTable, type TableOutcome, type TableRequest } from "./analysis/table/synthesis.ts";
// Certificates and reports: the answers as plain data, and in words
export { type Assumption, type AssumptionId, assumption } from "./certificate/assumption.ts";
export type { Claim, Subject, Witness, WitnessValue } from "./certificate/claim.ts";
export type { Findings, SourceLatency, Warning } from "./certificate/findings.ts";
export type { Blocker, MissedJob, ReleasePattern, Scenario } from "./certificate/scenario.ts";
export { type Theorem, type TheoremId, theorem } from "./certificate/theorem.ts";
export { type Verdict, worstOf } from "./certificate/verdict.ts";
// Numbers
export { HyperboundError, InputError } from "./contract/errors.ts";
export { VERSION } from "./contract/version.ts";
// Description: reading a system from YAML or JSON
export {
  DescriptionError,
  type DescriptionIssue,
  type DescriptionWarning,
} from "./description/description-error.ts";
export { descriptionJsonSchema } from "./description/json-schema.ts";
export { type LoadedSystem, loadSystem, readSystem } from "./description/load-system.ts";
export type { NamedFile, ReadNamed } from "./description/reading.ts";
// Model: what a system is
export {
  type EventModel,
  type PeriodicEvents,
  periodicEvents,
  sporadicEvents,
  type TokenBucket,
  tokenBucket,
} from "./model/event-model.ts";
export { byPriority, type Guest, type GuestPolicy, guest, type SuppliedGuest } from "./model/guest.ts";
export type { Delivery, DeviceClass, InterruptSource, Mask, Shaper } from "./model/interrupt.ts";
export type { GuestKernel, Sleeper } from "./model/kernel.ts";
export {
  type BoundedDelay,
  boundedDelay,
  type DedicatedSupply,
  dedicated,
  type EdpResource,
  edpResource,
  type LeftoverSupply,
  type Load,
  leftover,
  type PeriodicResource,
  periodicResource,
  type Server,
  type ServerKind,
  type Supply,
  server,
  type TableSupply,
  table,
} from "./model/supply.ts";
export type { SupplyPattern } from "./model/supply-pattern.ts";
export type { Processor, Slot, System, Vm, Vmm, VmmCosts, VmmPolicy } from "./model/system.ts";
export { type CriticalSection, type Task, type TaskSpecification, task } from "./model/task.ts";
export { Duration, Instant, Work } from "./numeric/quantity.ts";
export { Rational } from "./numeric/rational.ts";
export { duration, type TimeUnit, work } from "./numeric/unit.ts";
export { explain } from "./report/explain.ts";
export { findingsToJson, type Json } from "./report/json.ts";
// Simulator: the second witness, which knows no bound
export { type SimulationOptions, simulate } from "./simulator/system/simulate.ts";
// Supply: what is given
export { everyAlignedPeriodSupplies } from "./supply/aligned-periods.ts";
export { blackout, lsbf, rateOf, sbf, timeToSupply, usbf } from "./supply/bounds.ts";
export { delayAtRate } from "./supply/delay-at-rate.ts";
export { type Deviation, deviation } from "./supply/deviation.ts";
export { type Dominance, supplyDominates } from "./supply/dominance.ts";
export { worstPattern } from "./supply/worst-pattern.ts";
// Workload: what is asked for
export {
  maxArrivals,
  maxArrivalsClosed,
  maxDistance,
  minArrivals,
  minDistance,
} from "./workload/arrivals.ts";
export { type LeakyBucket, leakyBound, leakyBucket } from "./workload/bucket.ts";
export { demandBound } from "./workload/demand-bound.ts";
export { requestBound } from "./workload/request-bound.ts";
export { density, utilization } from "./workload/utilization.ts";
