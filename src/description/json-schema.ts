import * as z from "zod";
import { systemText } from "./schema/system.ts";

/** The JSON Schema (draft 2020-12) of a system description, for editors that complete and check as one types. */
export function descriptionJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(systemText, { io: "input", target: "draft-2020-12" }),
    title: "hyperbound system",
  };
}
