/** The door of `hyperbound/checker`: the independent checker alone, which shares no code with any analysis. */
export { type CertifiedVerdict, type Outcome, SCHEMA, type VerifyOptions, verify } from "./verify.ts";
