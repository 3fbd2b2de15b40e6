/** Memory that threads share, used again and again by whoever needs as much. */
export interface SharedMemory {
  take(bytes: number): SharedArrayBuffer;
  /**
   * Gives back what was taken here and no thread reads or writes any more; ignores other memory. What is not given
   * back is left to the garbage collector.
   */
  giveBack(memory: ArrayBufferLike): void;
}

/**
 * Keeps up to `most` pieces. V8 counts nothing of shared memory as its own, so it would leave it for long after its last
 * use: it has to be reused.
 */
export function createSharedMemory(most: number): SharedMemory {
  const lent = new WeakSet<ArrayBufferLike>();
  const free: SharedArrayBuffer[] = [];
  return {
    take(bytes) {
      const at = free.findLastIndex(({ byteLength }) => byteLength === bytes);
      const [found] = at < 0 ? [] : free.splice(at, 1);
      const memory = found ?? new SharedArrayBuffer(bytes);
      lent.add(memory);
      return memory;
    },
    giveBack(memory) {
      if (!lent.delete(memory)) return;
      free.push(memory as SharedArrayBuffer);
      if (free.length > most) free.shift();
    },
  };
}
