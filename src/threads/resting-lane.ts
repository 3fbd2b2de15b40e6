import type { Lane } from "./lane";
import type { Tasks } from "./thread-messages";

/** A lane whose thread, and the memory that it holds, is given back once it has had nothing to do for so long. */
export function restingLane<T extends Tasks>(lane: Lane<T>, idleMs: number): Lane<T> {
  let timer: NodeJS.Timeout | undefined;
  return {
    ...lane,
    async call(task, pack) {
      try {
        return await lane.call(task, pack);
      } finally {
        clearTimeout(timer);
        timer = setTimeout(() => void lane.rest(), idleMs).unref(); // does nothing under other calls, which set it again
      }
    },
    async close() {
      clearTimeout(timer);
      await lane.close();
    },
  };
}
