/** The least supply of a periodic resource (Shin and Lee 2003) and its inverse, exact on integers below 2⁵⁰. */

/** sbf(t): the least work in any window of `window` ticks. */
export function sbf(period: number, budget: number, window: number): number {
  const gap = period - budget;
  const sinceGap = window - gap;
  if (sinceGap < 0) return 0;
  const whole = Math.floor(sinceGap / period);
  return whole * budget + Math.max(0, sinceGap - whole * period - gap);
}

/** The least window that surely supplies `work` > 0, for a budget > 0: one gap more than the budgets begun, and the work. */
export function timeToSupply(period: number, budget: number, work: number): number {
  return (1 + Math.ceil(work / budget)) * (period - budget) + work;
}
