/**
 * The size that a batch is padded to on a GPU, where each new shape costs a search for kernels or the build
 * of an engine: the next power of two, or the largest batch there is.
 */
export function batchBucket(count: number, largest: number): number {
  return Math.min(2 ** Math.ceil(Math.log2(count)), largest);
}
