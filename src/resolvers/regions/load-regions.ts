import type { ServiceContext } from "../../services/context";
import type { Scored } from "../../services/predictions/score-now";
import {
  type LabelRegions,
  labelRegions,
  MAX_REGION_LABELS,
  regionsOfVectors,
} from "../../services/regions/label-regions";
import type { FreeLabels } from "../../services/vocabularies/free-labels";
import { groupBy } from "../group-by";

/** A label of an image, and the model version that is to find it. */
export interface RegionKey {
  readonly imageId: string;
  readonly vocabularyId: string;
  readonly modelVersionId: string;
  readonly position: number;
}

/** A label that came with a request, at its place there. */
export interface FreeRegionKey {
  readonly scored: Pick<Scored<FreeLabels>, "model" | "imageId" | "labels">;
  readonly position: number;
}

/** The labels of one image are computed together. */
export async function loadRegions(
  services: ServiceContext,
  keys: readonly RegionKey[],
): Promise<LabelRegions[]> {
  const groups = groupBy(keys.keys(), (index) => {
    const { imageId, vocabularyId, modelVersionId } = keys[index]!;
    return `${imageId} ${vocabularyId} ${modelVersionId}`;
  });
  const found: LabelRegions[] = new Array(keys.length);
  for (const indices of groups.values()) {
    for (let start = 0; start < indices.length; start += MAX_REGION_LABELS) {
      const part = indices.slice(start, start + MAX_REGION_LABELS);
      const regions = await regionsOfOne(
        services,
        part.map((index) => keys[index]!),
      );
      for (const [i, index] of part.entries()) found[index] = regions[i]!;
    }
  }
  return found;
}

/** The same of labels that came with requests: an answer has at most as many as are computed together. */
export async function loadFreeRegions(
  services: ServiceContext,
  keys: readonly FreeRegionKey[],
): Promise<LabelRegions[]> {
  const found: LabelRegions[] = new Array(keys.length);
  for (const [scored, places] of groupBy(keys.keys(), (place) => keys[place]!.scored)) {
    const positions = places.map((place) => keys[place]!.position);
    const regions = await regionsOfVectors(services, scored, scored.labels.vectors, positions);
    for (const [index, place] of places.entries()) found[place] = regions[index]!;
  }
  return found;
}

async function regionsOfOne(services: ServiceContext, keys: readonly RegionKey[]): Promise<LabelRegions[]> {
  const { imageId, vocabularyId, modelVersionId } = keys[0]!;
  const model = await services.models.byId(modelVersionId);
  return labelRegions(
    services,
    { model, imageId, vocabularyId },
    keys.map(({ position }) => position),
  );
}
