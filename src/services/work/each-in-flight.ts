/**
 * Does something with each of some items in order, a bounded number at once, until `goOn` says no. Throws the first
 * failure, once nothing is in progress any more.
 */
export async function eachInFlight<T>(
  items: readonly T[],
  most: number,
  goOn: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length && failures.length === 0 && goOn()) {
      await work(items[next++]!).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
