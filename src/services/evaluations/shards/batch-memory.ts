/** Memory shared by all threads, for one batch at a time; replaced by longer memory where it is too short. */
export interface BatchMemory {
  features(bytes: number): SharedArrayBuffer;
  global(bytes: number): SharedArrayBuffer;
  regions(bytes: number): SharedArrayBuffer;
}

/**
 * Lends memory to batches, which use it one after another. Batches take megabytes: if each got its own, the
 * resulting garbage collection would cost a third of the processor's time.
 */
export type LendMemory = <T>(use: (memory: BatchMemory) => Promise<T>) => Promise<T>;

export function createBatchMemories(): LendMemory {
  const free: BatchMemory[] = [];
  return async (use) => {
    const memory = free.pop() ?? createBatchMemory();
    const result = await use(memory);
    // After an error a thread may still be writing, so that memory is not used again.
    free.push(memory);
    return result;
  };
}

function createBatchMemory(): BatchMemory {
  return { features: createPart(), global: createPart(), regions: createPart() };
}

function createPart(): (bytes: number) => SharedArrayBuffer {
  let part = new SharedArrayBuffer(0);
  return (bytes) => {
    if (part.byteLength < bytes) part = new SharedArrayBuffer(bytes);
    return part;
  };
}
