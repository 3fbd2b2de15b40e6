import type { Lane } from "../../threads/lane";
import type { Tasks } from "../../threads/thread-messages";
import type { EngineLanes } from "../stages/engine-lanes";

/** The same lanes for one user, and whether others have used them since. */
export function lanesAlone(lanes: EngineLanes): { lanes: EngineLanes; othersCalled(): boolean } {
  let own = 0;
  const counted = <T extends Tasks>(lane: Lane<T>): Lane<T> => ({
    ...lane,
    call: (task, pack) => {
      own++;
      return lane.call(task, pack);
    },
  });
  const calls = () => [...lanes.encode.all(), lanes.score].reduce((sum, lane) => sum + lane.stats().calls, 0);
  const before = calls();
  return {
    lanes: {
      ...lanes,
      encode: {
        at: (lane) => counted(lanes.encode.at(lane)),
        memory: () => counted(lanes.encode.memory()),
        all: () => lanes.encode.all().map(counted),
      },
      score: counted(lanes.score),
    },
    othersCalled: () => calls() - before > own,
  };
}
