/** The lanes that run nothing, in ascending order. */
interface FreeLanes {
  readonly lanes: readonly number[];
  /** Takes one. */
  take(lane: number): void;
  giveBack(lane: number): void;
}

/** Lanes numbered from 0, all free at first. */
export function createFreeLanes(count: number): FreeLanes {
  const free = Array.from({ length: count }, (_, lane) => lane);
  return {
    lanes: free,
    take: (lane) => void free.splice(free.indexOf(lane), 1),
    giveBack(lane) {
      free.push(lane);
      free.sort((a, b) => a - b);
    },
  };
}
