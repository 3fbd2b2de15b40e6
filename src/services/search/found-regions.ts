import type { ServiceContext } from "../context";
import { type LabelRegions, regionsOfVectors } from "../regions/label-regions";
import type { SearchedTerm, SearchPage } from "./search-page";

/** Where the labels of a search are in an image that it found, in the order of its terms; none for terms that are images. */
export async function foundRegions(
  context: Pick<ServiceContext, "db" | "regions" | "models">,
  { model, terms }: Pick<SearchPage, "model" | "terms">,
  imageId: string,
): Promise<{ readonly term: SearchedTerm; readonly regions: LabelRegions }[]> {
  const labels = terms.flatMap((term) => (term.vector ? [{ term, vector: term.vector }] : []));
  const [first] = labels;
  if (!first) return [];
  const size = first.vector.length;
  const vectors = new Float32Array(labels.length * size);
  for (const [row, { vector }] of labels.entries()) vectors.set(vector, row * size);
  const regions = await regionsOfVectors(
    context,
    { model, imageId },
    { key: "found", count: labels.length, vectors },
    labels.map((_, row) => row),
  );
  return labels.map(({ term }, row) => ({ term, regions: regions[row]! }));
}
