/** The probability that a standard normal number is at least as far from 0 as `value`, to 1e-6; 1 for 0. */
export function twoSidedP(value: number, standardError: number): number {
  if (value === 0) return 1;
  if (standardError === 0) return 0;
  // erfc by Abramowitz and Stegun 7.1.26, within 1.5e-7.
  const x = Math.abs(value) / standardError / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return polynomial * Math.exp(-x * x);
}
