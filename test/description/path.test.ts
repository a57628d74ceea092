import { describe, expect, it } from "vitest";
import { showPath } from "../../src/description/path.ts";

describe("showPath", () => {
  it.each([
    [[], ""],
    [["vms", "rtos", "tasks", "control", "deadline"], "vms.rtos.tasks.control.deadline"],
    [["vms", "rtos", "tasks", 2, "wcet"], "vms.rtos.tasks[2].wcet"],
    [["vms", "a.b", "c d"], 'vms."a.b"."c d"'],
    [["a[0]"], '"a[0]"'],
  ])("%j reads %s", (path, text) => {
    expect(showPath(path)).toBe(text);
  });
});
