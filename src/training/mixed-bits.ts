/**
 * 32 bits that look random, from a number: MurmurHash3's finalizer. The same number always gives the same
 * bits, so what is drawn at step 1,000 can be drawn again without drawing what came before.
 */
export function mixedBits(number: number): number {
  let x = number | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** One number from several, which depends on each of them and on their order. */
export function mixedKey(...numbers: readonly number[]): number {
  return numbers.reduce((key, number) => mixedBits(key + Math.imul(number + 1, 0x9e3779b1)), 0);
}
