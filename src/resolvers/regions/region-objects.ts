import type { LabelRegionsObject } from "../../schema/regions/label-regions";
import { labelPositions } from "../../services/regions/label-regions";
import type { RegionKey } from "../loaders";
import type { RequestContext } from "../request-context";

type RegionOwner = Omit<RegionKey, "position">;

/** Where labels are, by their names. */
export async function regionsByName(
  context: RequestContext,
  { imageId, vocabularyId, modelVersionId }: RegionOwner,
  labels: readonly string[],
): Promise<LabelRegionsObject[]> {
  const positions = await labelPositions(context.services, vocabularyId, labels);
  return Promise.all(
    positions.map((position) => regionsOf(context, { imageId, vocabularyId, modelVersionId, position })),
  );
}

/** Where one label is. */
export async function regionsOf(
  { loaders, publicUrl }: RequestContext,
  key: RegionKey,
): Promise<LabelRegionsObject> {
  const { position, gridWidth, gridHeight, map, boxes } = await loaders.regions.load(key);
  const cells = [...map];
  return {
    position,
    scores: Array.from({ length: gridHeight }, (_, row) =>
      cells.slice(row * gridWidth, (row + 1) * gridWidth),
    ),
    peak: Math.max(...cells),
    boxes,
    heatMapUrl: `${publicUrl}/heat-maps/${key.modelVersionId}/${key.imageId}/${key.vocabularyId}/${position}.png`,
  };
}
