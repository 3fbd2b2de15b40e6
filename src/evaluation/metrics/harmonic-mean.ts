/** 2ab / (a + b), high only where both are; 0 where both are 0, null where one has no value. */
export function harmonicMean(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}
