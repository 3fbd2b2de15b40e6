/**
 * What `generate` yields; its signal fires as soon as the caller returns. A generator alone would notice that only at its
 * next `yield`, and what it waits for may never come.
 */
export function endedByReturn<T>(
  generate: (ended: AbortSignal) => AsyncGenerator<T, void, undefined>,
): AsyncIterableIterator<T, void, undefined> {
  const ending = new AbortController();
  const generator = generate(ending.signal);
  const iterator: AsyncIterableIterator<T, void, undefined> = {
    next: () => generator.next(),
    return: () => {
      ending.abort();
      return generator.return();
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
