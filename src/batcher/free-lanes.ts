/** The lanes that run nothing, in ascending order. */
interface FreeLanes {
  readonly lanes: readonly number[];
  take(lanes: readonly number[]): void;
  giveBack(lanes: readonly number[]): void;
}

/** Lanes numbered from 0, all free at first. */
export function createFreeLanes(count: number): FreeLanes {
  const free = Array.from({ length: count }, (_, lane) => lane);
  return {
    lanes: free,
    take(lanes) {
      for (const lane of lanes) free.splice(free.indexOf(lane), 1);
    },
    giveBack(lanes) {
      free.push(...lanes);
      free.sort((a, b) => a - b);
    },
  };
}
