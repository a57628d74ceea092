/** Where something stands in a description: the keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** `vms.rtos.tasks[2].deadline`; a name that would be misread is quoted. */
export function showPath(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[^\s.[\]"]+$/u.test(step)) text += text === "" ? step : `.${step}`;
    else text += `${text === "" ? "" : "."}${JSON.stringify(step)}`;
  }
  return text;
}
