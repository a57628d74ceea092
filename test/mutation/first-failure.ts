import fc from "fast-check";

/** The first case that fails is enough to notice a mutant; a smaller one, which nobody reads, would cost minutes. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
