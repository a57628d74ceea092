/** The public door for admission: sources decided once, a controller that decides them at run time, and its journal. */
export { type Admission, type AdmitOptions, admit, type SourceAdmission } from "./admit.ts";
export { type Frontier, type FrontierPoint, frontierOf } from "./frontier.ts";
export {
  AdmissionJournal,
  journaledController,
  readJournal,
} from "./journal/journal.ts";
export { JournalError, type JournalProblem } from "./journal/journal-error.ts";
export { type AdmissionVerdict, type ClaimChange, type Judgement, judge } from "./judge.ts";
export type { SourceLimits, Stretch } from "./limits.ts";
export {
  AdmissionController,
  type ChangeLog,
  type ControllerOptions,
  type Decision,
} from "./online/controller.ts";
export type { Remedy, RemedyKind, RemedyValue } from "./remedies/remedy.ts";
export type { Subsets } from "./subsets.ts";
export { Trial, type TrialOptions } from "./trial.ts";
