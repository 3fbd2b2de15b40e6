import { type ScenesService, SEARCHED } from "./start-scenes";

const PAGE = 100;
const SEARCH = `query ($query: ImageSearch!, $atLeast: Float, $after: String) {
  searchImages(query: $query, atLeastProbability: $atLeast, first: ${PAGE}, after: $after, waitForProof: true,
    filter: { nameContains: "${SEARCHED}" }) {
    totalCount exact edges { probability image { id } } pageInfo { hasNextPage endCursor } } }`;

/** An image that was found. */
export interface FoundScene {
  readonly probability: number;
  /** Whether the label is to be seen in it. */
  readonly isRight: boolean;
}

interface Page {
  readonly totalCount: number;
  readonly exact: boolean;
  readonly edges: readonly { readonly probability: number; readonly image: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** Images by a label, best first: all of at least a probability, or a page where it is null. */
export async function findLabel(
  { service, vocabularyId, shown }: ScenesService,
  label: string,
  { atLeast, isOfVocabulary }: { readonly atLeast: number | null; readonly isOfVocabulary: boolean },
): Promise<FoundScene[]> {
  const query = { labels: [label], vocabularyId: isOfVocabulary ? vocabularyId : null };
  const pageAfter = async (after: string | null): Promise<Page> =>
    (await service.ask<{ searchImages: Page }>(SEARCH, { query, atLeast, after })).searchImages;
  const found: FoundScene[] = [];
  for (let page = await pageAfter(null); ; page = await pageAfter(page.pageInfo.endCursor)) {
    if (!page.exact) throw new Error(`a page of "${label}" that was to be proven is not`);
    for (const { probability, image } of page.edges)
      found.push({ probability, isRight: shown.get(image.id)!.has(label) });
    if (atLeast === null) return found;
    if (page.pageInfo.hasNextPage) continue;
    if (found.length === page.totalCount) return found;
    throw new Error(`${found.length} images of "${label}" came, and ${page.totalCount} were counted`);
  }
}
