import { describe, expect, it } from "vitest";
import { hyperbound } from "../support/cli.ts";

describe("hyperbound schema", () => {
  it("prints the JSON Schema of a description, with a description on every key", async () => {
    const { out, exitCode } = await hyperbound("schema");
    const schema = JSON.parse(out);
    expect(exitCode).toBe(0);
    expect(schema.$schema).toContain("2020-12");
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(["system", "vmm", "vms", "interrupts"]),
    );
    for (const property of Object.values(schema.properties)) expect(property).toHaveProperty("description");
  });
});
