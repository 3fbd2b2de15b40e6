/**
 * The size to which a batch of `count` items is padded on a GPU, where every new shape costs a search for the
 * fastest kernels or the build of an engine: the smallest of 1, 2, 4, 8 … and the cap itself that is large
 * enough.
 */
export function bucketFor(count: number, cap: number): number {
  if (!Number.isInteger(count) || !Number.isInteger(cap) || count < 1 || count > cap)
    throw new RangeError(`a batch has from 1 to its cap of items; got ${count} of ${cap}`);
  let bucket = 1;
  while (bucket < count) bucket *= 2;
  return Math.min(bucket, cap);
}
