import fc from "fast-check";
import { renderYaml } from "../../src/description/render-yaml.ts";
import type { System } from "../../src/model/system.ts";

/**
 * A law over systems, for `fc.property`: what breaks it is told with the smallest such system as a description, which
 * `hyperbound check` reads.
 */
export function described<Rest extends readonly unknown[]>(
  law: (system: System, ...rest: Rest) => void,
): (system: System, ...rest: Rest) => void {
  return (system, ...rest) => {
    try {
      law(system, ...rest);
    } catch (error) {
      if (fc.PreconditionFailure.isFailure(error)) throw error;
      const what = error instanceof Error ? error.message : String(error);
      throw new Error(`${what}\n\n${renderYaml(system)}`, { cause: error });
    }
  };
}
