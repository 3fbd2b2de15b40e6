import type { UpdateResolver } from "@urql/exchange-graphcache";
import { useSubscription } from "urql";
import { graphql, type ResultOf } from "./graphql";

const WorkChanged = graphql(`
  subscription WorkChanged {
    workChanged {
      kind
      id
      work {
        __typename
        id
        state
        phase
        done
        failed
        total
        host
        errorMessage
        sequence
        startedAt
        finishedAt
      }
    }
  }
`);

type WorkChange = ResultOf<typeof WorkChanged>["workChanged"];

/** Has whatever shows some work follow it: one subscription for all of the page. */
export function useWorkChanges(): void {
  useSubscription({ query: WorkChanged });
}

/** What work of a kind makes or changes by its end. */
const MADE_BY: Readonly<Record<WorkChange["kind"], readonly string[]>> = {
  BENCHMARK_IMPORT: ["benchmarkSets", "images", "vocabularies"],
  COMPARISON: [],
  EVALUATION: ["evaluationRuns"],
  INDEX: ["searchIndexes", "searchImages"],
  PREDICTION: ["predictionBatches"],
  QUANTIZATION: ["modelVersions"],
  SETUP: ["catalogue", "modelVersions", "activeModelVersion", "vocabularies", "vectorSpaces"],
  TRAINING: ["trainings", "modelVersions"],
};

const ENDED = ["COMPLETED", "FAILED", "CANCELLED"];
/** Where each piece of work that changed is listed now. */
const listed = new Map<string, string>();

/** What a change has to be read again: lists that may have other entries now, and what the work has become at its end. */
export const onWorkChanged: UpdateResolver<ResultOf<typeof WorkChanged>> = ({ workChanged }, _, cache) => {
  const { id, kind, work } = workChanged;
  const isEnd = work === null || ENDED.includes(work.state);
  const list = work === null ? "deleted" : isEnd ? work.state : "under way";
  const outdated = [...(listed.get(id) === list ? [] : ["work"]), ...(isEnd ? MADE_BY[kind] : [])];
  listed.set(id, list);
  for (const { fieldName, fieldKey } of cache.inspectFields("Query"))
    if (outdated.includes(fieldName)) cache.invalidate("Query", fieldKey);
  if (work !== null && isEnd) cache.invalidate({ __typename: work.__typename, id });
};
