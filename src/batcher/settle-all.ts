/**
 * The results of promises once all have settled; throws the first failure in their order. Unlike `Promise.all`, it leaves
 * nothing in progress behind that failure.
 */
export async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(promises);
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}
