/** Bytes that others are added to. Their memory doubles when it is full, so that adding costs as much as copying. */
export function growingBytes() {
  let memory = new Uint8Array(0);
  let length = 0;
  return {
    /** All of them; valid until the next `append`. */
    bytes: (): Uint8Array => memory.subarray(0, length),
    append(added: Uint8Array): void {
      const needed = length + added.length;
      if (needed > memory.length) {
        const larger = new Uint8Array(Math.max(needed, 2 * memory.length));
        larger.set(memory.subarray(0, length));
        memory = larger;
      }
      memory.set(added, length);
      length = needed;
    },
  };
}
