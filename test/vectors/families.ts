import { bdmLocal } from "./families/bdm-local.ts";
import { bdmMin } from "./families/bdm-min.ts";
import { boundedDelay } from "./families/bounded-delay.ts";
import { can } from "./families/can.ts";
import { compose } from "./families/compose.ts";
import { edf } from "./families/edf.ts";
import { edfIrq } from "./families/edf-irq.ts";
import { edfWcrt } from "./families/edf-wcrt.ts";
import { fpBounds } from "./families/fp-bounds.ts";
import { fpNp } from "./families/fp-np.ts";
import { fpRta } from "./families/fp-rta.ts";
import { guestTick } from "./families/guest-tick.ts";
import { hdev } from "./families/hdev.ts";
import { irqFpRate } from "./families/irq-fp-rate.ts";
import { irqScale } from "./families/irq-scale.ts";
import { localEdf } from "./families/local-edf.ts";
import { localFp } from "./families/local-fp.ts";
import { minTheta } from "./families/min-theta.ts";
import { mpTests } from "./families/mp-tests.ts";
import { mpr } from "./families/mpr.ts";
import { opa } from "./families/opa.ts";
import { partition } from "./families/partition.ts";
import { periodSelect } from "./families/period-select.ts";
import { pjd } from "./families/pjd.ts";
import { reducedSupply } from "./families/reduced-supply.ts";
import { sensitivity } from "./families/sensitivity.ts";
import { shaper } from "./families/shaper.ts";
import { simTrace } from "./families/sim-trace.ts";
import { supply } from "./families/supply.ts";
import { table } from "./families/table.ts";
import type { VectorFamily } from "./family.ts";

/** Every family of vectors that this project can run, by the name in its files. */
export const FAMILIES: ReadonlyMap<string, VectorFamily> = new Map(
  [
    bdmLocal,
    bdmMin,
    boundedDelay,
    can,
    compose,
    edfIrq,
    edfWcrt,
    edf,
    fpBounds,
    fpNp,
    fpRta,
    guestTick,
    hdev,
    irqFpRate,
    irqScale,
    localEdf,
    localFp,
    minTheta,
    mpTests,
    mpr,
    opa,
    partition,
    periodSelect,
    pjd,
    reducedSupply,
    sensitivity,
    shaper,
    simTrace,
    supply,
    table,
  ].map((family) => [family.name, family]),
);
