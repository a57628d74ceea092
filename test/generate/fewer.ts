/** Half of it, and one less. */
export function fewer(value: number): number[] {
  return [...new Set([Math.floor(value / 2), value - 1])].filter((less) => less >= 0 && less < value);
}
