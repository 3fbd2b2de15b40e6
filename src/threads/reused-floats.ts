/**
 * Memory that the tasks of a thread use one after another, for as many values as they need; it is not
 * cleared. Allocating and freeing megabytes takes longer than filling them.
 */
export function createReusedFloats(): (length: number) => Float32Array<ArrayBuffer> {
  let memory = new Float32Array(0);
  return (length) => {
    if (memory.length < length) memory = new Float32Array(length);
    return memory.subarray(0, length);
  };
}
