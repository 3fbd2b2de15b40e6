type SharedFloats = Float32Array<SharedArrayBuffer>;

/** Memory that threads share, used again and again by whoever needs as much. */
export interface SharedMemory {
  take(length: number): SharedFloats;
  /**
   * Gives back what was taken here and no thread reads or writes any more; ignores other memory. What is not given
   * back is left to the garbage collector.
   */
  giveBack(numbers: ArrayBufferView): void;
}

/**
 * Keeps up to `most` pieces. V8 counts nothing of shared memory as its own, so it would leave it for long after its last
 * use: it has to be reused.
 */
export function createSharedMemory(most: number): SharedMemory {
  const lent = new WeakSet<ArrayBufferView>();
  const free: SharedFloats[] = [];
  return {
    take(length) {
      const at = free.findLastIndex((numbers) => numbers.length === length);
      const [found] = at < 0 ? [] : free.splice(at, 1);
      const numbers = found ?? new Float32Array(new SharedArrayBuffer(4 * length));
      lent.add(numbers);
      return numbers;
    },
    giveBack(numbers) {
      if (!lent.delete(numbers)) return;
      free.push(numbers as SharedFloats);
      if (free.length > most) free.shift();
    },
  };
}
