import fc from "fast-check";

/**
 * Properties draw the same cases in every normal run, so that a red build is the change's doing. Another seed searches
 * elsewhere: HYPERBOUND_SEED=$RANDOM npm test. A failure prints its seed and a shrunken case either way.
 */
const { HYPERBOUND_SEED: seed = "20261120" } = process.env;

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
