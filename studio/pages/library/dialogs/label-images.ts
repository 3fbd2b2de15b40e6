import type { Client } from "@urql/core";
import { graphql, type VariablesOf } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import type { Selection } from "../selection/selection";

const LabelSelected = graphql(`
  mutation LabelSelected($input: PredictInput!) {
    predict(input: $input) {
      __typename
      ... on AcceptedPredictionBatch { batch { id } }
      ... on Error { message }
    }
  }
`);

const Boundary = graphql(`
  query LabelBoundary($filter: ImageFilter, $offset: Int!) {
    images(first: 1, offset: $offset, filter: $filter, orderBy: { by: ADDED, direction: ASC }) {
      edges { node { id createdAt } }
    }
  }
`);

type Input = VariablesOf<typeof LabelSelected>["input"];

/** Fewer than the 10,000 that a batch takes: some were added in the same millisecond as those at its end. */
const IMAGES_A_BATCH = 9_000;

/** Has images labeled, in as many batches as it takes; what kept it from that, or null. */
export async function labelImages(
  client: Client,
  selection: Selection,
  vocabularyId: string,
): Promise<string | null> {
  for await (const images of batchesOf(client, selection)) {
    const { data, error } = await client.mutation(LabelSelected, {
      input: { ...images, vocabularyId, topK: 10, idempotencyKey: null },
    });
    const problem = problemOf(data?.predict) ?? error?.message;
    if (problem) return problem;
  }
  return null;
}

/** A selection by its filter, cut by the times at which images were added. */
async function* batchesOf(
  client: Client,
  selection: Selection,
): AsyncGenerator<Pick<Input, "imageIds" | "filter">> {
  if (selection.kind === "some") {
    yield { imageIds: [...selection.ids] };
    return;
  }
  let { filter } = selection;
  for (let left = selection.count; left > IMAGES_A_BATCH; left -= IMAGES_A_BATCH) {
    const variables = { filter, offset: IMAGES_A_BATCH };
    const { data } = await client.query(Boundary, variables, { requestPolicy: "network-only" });
    const next = data?.images.edges[0]?.node.createdAt;
    if (next === undefined) break;
    yield { filter: { ...filter, addedBefore: next } };
    filter = { ...filter, addedAfter: next };
  }
  yield { filter };
}
