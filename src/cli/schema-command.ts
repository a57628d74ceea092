import { descriptionJsonSchema } from "../description/json-schema.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** `hyperbound schema`: prints the JSON Schema of a system description. */
export function schemaCommand(terminal: Terminal): ExitCode {
  terminal.out(JSON.stringify(descriptionJsonSchema(), null, 2));
  return EXIT.proved;
}
