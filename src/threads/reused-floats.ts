/**
 * Memory that the tasks of a thread use one after another, as many values of it as are asked for: what was in it
 * is still there. To get new memory of megabytes, and to give it back, takes longer than to fill it.
 */
export function createReusedFloats(): (length: number) => Float32Array<ArrayBuffer> {
  let memory = new Float32Array(0);
  return (length) => {
    if (memory.length < length) memory = new Float32Array(length);
    return memory.subarray(0, length);
  };
}
