const EXPONENTS = 0x7c007c00; // of two halves; all its bits set: an infinity or NaN
const UNITS = 0x04000400; // of the exponents
const CARRIES = 0x80008000;

/** Whether halves, given as their bits, hold no infinity and no NaN. */
export function areFiniteHalves(halves: Uint16Array): boolean {
  const { buffer, byteOffset, length } = halves;
  const pairs = byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 1) : new Int32Array(0);
  // One more in an exponent of all bits carries out of it. Without a branch for each, two halves at a time.
  let carries = 0;
  for (let index = 0; index < pairs.length; index++) carries |= (pairs[index]! & EXPONENTS) + UNITS;
  for (let index = 2 * pairs.length; index < length; index++) carries |= (halves[index]! & EXPONENTS) + UNITS;
  return (carries & CARRIES) === 0;
}
