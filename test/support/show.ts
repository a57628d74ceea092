/** Any value as JSON for a message; integers beyond doubles as strings. */
export function show(value: unknown): string {
  return JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each));
}
