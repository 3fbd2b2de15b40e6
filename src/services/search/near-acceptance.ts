import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import { regionsOfVectors } from "../regions/label-regions";
import type { OpenIndex } from "./index/open-index";
import { isNear } from "./near";
import type { SearchPlan } from "./plan-search";
import { rescoreImages } from "./rescore-images";
import type { ResolvedTerm } from "./resolve-terms";
import { probabilityBy } from "./term-lines";

interface NearSearch {
  readonly model: ModelVersionRow;
  readonly index: OpenIndex;
  readonly terms: readonly ResolvedTerm[];
  readonly near: SearchPlan["near"];
  /** By term, where people said that its label is not. */
  readonly absent: readonly (ReadonlySet<number> | null)[];
  /** The least probability of a label whose boxes count, where it has one. */
  readonly cut: number;
}

/** Whether each condition holds in an image: by some box of one label and some box of the other. */
export function nearAcceptance(
  context: ServiceContext,
  { model, index, terms, near, absent, cut }: NearSearch,
): (position: number, signal?: AbortSignal) => Promise<boolean> {
  const places = [...new Set(near.flatMap(({ label, of }) => [label, of]))];
  const labels = places.map((place) => terms[place]!);
  const size = labels[0]!.vector!.length;
  const vectors = new Float32Array(labels.length * size);
  for (const [row, { vector }] of labels.entries()) vectors.set(vector!, row * size);
  const key = `near ${model.id}`;

  return async (position, signal) => {
    if (places.some((place) => absent[place]?.has(position))) return false;
    const imageIds = index.files.imageIds([position]);
    const scores = await rescoreImages(context, { model, terms: labels, key }, imageIds, { signal });
    if (labels.some(({ line }, row) => line && !(probabilityBy(line, scores[row]!)! >= cut))) return false;
    const regions = await regionsOfVectors(
      context,
      { model, imageId: imageIds[0]! },
      { key, count: labels.length, vectors },
      labels.map((_, row) => row),
    );
    const boxesOf = new Map(places.map((place, row) => [place, regions[row]!.boxes]));
    return near.every(({ label, relation, of }) =>
      boxesOf.get(label)!.some((box) => boxesOf.get(of)!.some((other) => isNear(relation, box, other))),
    );
  };
}
