import type { LabelRegionsObject } from "../schema/label-regions";
import { labelPositions, labelRegions } from "../services/label-regions";
import type { RequestContext } from "./request-context";

interface RegionOwner {
  readonly imageId: string;
  readonly vocabularyId: string;
  readonly modelVersionId: string;
}

/** Where labels are, by their names. */
export async function regionsByName(
  context: RequestContext,
  owner: RegionOwner,
  labels: readonly string[],
): Promise<LabelRegionsObject[]> {
  return regionsByPosition(
    context,
    owner,
    await labelPositions(context.services, owner.vocabularyId, labels),
  );
}

/** Where labels are, by their places in the vocabulary. */
export async function regionsByPosition(
  { services, publicUrl }: RequestContext,
  owner: RegionOwner,
  positions: readonly number[],
): Promise<LabelRegionsObject[]> {
  const model = await services.models.byId(owner.modelVersionId);
  const found = await labelRegions(services, { ...owner, model }, positions);
  const folder = `${publicUrl}/heat-maps/${owner.modelVersionId}/${owner.imageId}/${owner.vocabularyId}`;
  return found.map(({ position, gridWidth, gridHeight, map, boxes }) => ({
    position,
    scores: Array.from({ length: gridHeight }, (_, row) => [
      ...map.subarray(row * gridWidth, (row + 1) * gridWidth),
    ]),
    peak: map.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY),
    boxes,
    heatMapUrl: `${folder}/${position}.png`,
  }));
}
