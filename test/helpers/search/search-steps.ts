import { fromGlobalId } from "../../../src/services/global-id";
import { scoreImage } from "../../../src/services/predictions/score-image";
import { freeLabels } from "../../../src/services/vocabularies/free-labels";
import { listImageIds } from "../../../src/storage/images/list-images";
import { activateModelVersion, addModelVersion } from "../../../src/storage/models/model-versions";
import type { TestService } from "../services/test-service";

/** An image as `searchImages` gives it. */
export interface Edge {
  readonly rank: number;
  readonly score: number;
  readonly probability: number | null;
  readonly cursor: string;
  readonly image: { readonly id: string };
  readonly terms: readonly { readonly label: string; readonly score: number; readonly probability: number }[];
}

/** What a page of a search is asked for. */
export const PAGE = `totalCount totalCountAtMost exact calibrated searchId indexed { images of } modelVersion { name }
  pageInfo { hasNextPage hasPreviousPage endCursor }
  edges { rank score probability cursor image { id } terms { label score probability } }`;

/** Asks for a proven page; what is asked for beside the query is `cut`, `filter`, `order`, `first`, `after` and `model`. */
export function askForImages(
  service: Pick<TestService, "query">,
  query: object,
  more: Record<string, unknown> = {},
) {
  return service.query(
    `query ($query: ImageSearch!, $cut: Float, $filter: ImageFilter, $order: ImageOrder, $first: Int!,
         $after: String, $model: ID) {
       searchImages(query: $query, atLeastProbability: $cut, filter: $filter, orderBy: $order, first: $first,
         after: $after, modelVersionId: $model, waitForProof: true) { ${PAGE} } }`,
    { query, first: 100, ...more },
  );
}

/** The same, which must be answered. */
export async function searchPage(
  service: Pick<TestService, "query">,
  query: object,
  more: Record<string, unknown> = {},
) {
  const { data, errors } = await askForImages(service, query, more);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.searchImages;
}

/** The code and message of the same, which must be refused. */
export async function searchRefusal(
  service: Pick<TestService, "query">,
  query: object,
  more: Record<string, unknown> = {},
) {
  const [error] = (await askForImages(service, query, more)).errors!;
  return { code: error!.extensions.code, message: error!.message };
}

/** What all pages have, one after another; each must be exact. */
export async function searchPages(
  service: Pick<TestService, "query">,
  query: object,
  more: Record<string, unknown> = {},
): Promise<Edge[]> {
  const edges: Edge[] = [];
  for (let after: string | null = null; ; ) {
    const found = await searchPage(service, query, { ...more, after });
    if (!found.exact) throw new Error("expected a page that is proven");
    edges.push(...found.edges);
    if (!found.pageInfo.hasNextPage) return edges;
    after = found.pageInfo.endCursor;
  }
}

/** Activates a version of the active model whose scores' sigmoids are probabilities. */
export async function activateWithSigmoid({ app: { context } }: TestService): Promise<void> {
  const { description, backboneId, packageHash, spaceId } = await context.models.active();
  const calibrated = { ...description, score: { ...description.score, probability: "sigmoid" as const } };
  const { model } = await addModelVersion(context.db, {
    ...{ name: "sigmoid", backboneId, packageHash, spaceId, description: calibrated },
  });
  await activateModelVersion(context.db, model.id);
}

/** Waits for the indexing that was begun last. */
export async function indexed(service: TestService): Promise<void> {
  const { data } = await service.query(
    "{ work(first: 1, filter: { kind: [INDEX] }) { edges { node { id } } } }",
  );
  await service.collect("subscription ($id: ID!) { workEvents(workId: $id) { sequence } }", {
    id: data.work.edges[0].node.id,
  });
}

/** The images in the order in which they are indexed, and the score that a request for one label gives each. */
export async function createScores({ app: { context } }: TestService) {
  const imageIds = await listImageIds(context.db, {}, 1_000);
  return {
    imageIds,
    async of(label: string): Promise<number[]> {
      const model = await context.models.active();
      const { vectors } = await freeLabels(context, model, { labels: [label], prompt: null }, {});
      const scores: number[] = [];
      for (const imageId of imageIds) {
        const { scores: own } = await scoreImage(context, { model, vectors, topK: 1, imageId }, {});
        scores.push(own[0]!);
      }
      return scores;
    },
    /** The places of what was found in the list of images. */
    places: (edges: readonly Edge[]): number[] =>
      edges.map(({ image }) => imageIds.indexOf(fromGlobalId("Image", image.id))),
  };
}

/** Places in a list of keys, the greatest first; equal ones as in the list. */
export function ranked(keys: readonly number[]): number[] {
  return [...keys.keys()].sort((a, b) => keys[b]! - keys[a]! || a - b);
}

/** What such a version takes for the probability of a score. */
export const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));
