import { readImageBytes } from "../../storage/images/images";
import type { ServiceContext } from "../context";
import { findImage } from "../find-by-id";
import { labelRegions, type RegionRequest } from "./label-regions";

const MAX_SIDE = 1_024;

/** A PNG that shows where a label is: its map over the picture, or alone. */
export async function drawHeatMap(
  context: ServiceContext,
  request: RegionRequest,
  position: number,
  { overlay }: { overlay: boolean },
): Promise<Uint8Array> {
  const [regions] = await labelRegions(context, request, [position]);
  if (!regions) throw new Error("one position in, no regions out");
  const { width, height } = await findImage(context.db, request.imageId);
  const picture = overlay ? await readImageBytes(context.db, request.imageId) : null;
  return context.engine.heatMap({
    image: picture?.bytes ?? { width, height },
    map: regions.map.map((response) => response - regions.zero),
    gridWidth: regions.gridWidth,
    gridHeight: regions.gridHeight,
    seen: regions.seen,
    maxSide: MAX_SIDE,
  });
}
