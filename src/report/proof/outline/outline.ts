/** The chapters of a report in their order. */
import type { Certified } from "../certified.ts";
import type { Formulas } from "../formula.ts";
import type { Document } from "../model/document.ts";
import { argumentSection } from "./argument.ts";
import { crossCheckSection, limitsSection, recheckSection } from "./closing.ts";
import { counterExamplesSection } from "./counter-examples.ts";
import { definitionsSection } from "./definitions.ts";
import { goalSection } from "./gsn.ts";
import { inequalitiesSection, marginsSection } from "./inequalities.ts";
import { hypothesesSection, theoremsSection } from "./register.ts";
import { systemSection } from "./system.ts";
import { verdictSection } from "./verdict.ts";

export function documentOf(certified: Certified, formulas: Formulas): Document {
  return {
    title: `Timing report: ${certified.system}`,
    subtitle: `Made by ${certified.tool} from certificate ${certified.id} alone`,
    sections: [
      verdictSection(certified),
      systemSection(certified),
      hypothesesSection(certified),
      definitionsSection(certified, formulas),
      theoremsSection(certified),
      argumentSection(certified, formulas),
      inequalitiesSection(certified),
      marginsSection(certified),
      counterExamplesSection(certified),
      crossCheckSection(),
      recheckSection(certified),
      limitsSection(certified),
      goalSection(certified),
    ],
  };
}
