/** A share with three places after the point. */
export function toThree(share: number): string {
  return share.toFixed(3);
}

/** A count with commas between thousands. */
export function inFull(count: number): string {
  return count.toLocaleString("en");
}
