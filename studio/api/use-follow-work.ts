import { useSubscription } from "urql";
import { graphql, type ResultOf } from "./graphql";

const WorkEvents = graphql(`
  subscription FollowWork($workId: ID!, $afterSequence: Int!) {
    workEvents(workId: $workId, afterSequence: $afterSequence) {
      sequence state phase done total failed createdAt
    }
  }
`);

export type WorkEvent = ResultOf<typeof WorkEvents>["workEvents"];

/** The latest event of some work, from the one after `afterSequence` on; null until there is one. */
export function useFollowWork(workId: string | null, afterSequence = 0): WorkEvent | null {
  const [{ data }] = useSubscription({
    query: WorkEvents,
    variables: { workId: workId ?? "", afterSequence },
    pause: workId === null,
  });
  return data?.workEvents ?? null;
}
