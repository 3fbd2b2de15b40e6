/** Ids cut to make room for the end, then the end, then padding: always `length` of them. SigLIP's towers see all. */
export function padAfterEnd(ids: readonly number[], end: number, padding: number, length: number): number[] {
  const kept = [...ids.slice(0, length - 1), end];
  return [...kept, ...Array<number>(length - kept.length).fill(padding)];
}
