import type { PictureFormat } from "../../pictures/encode-format";
import { readImageBytes } from "../../storage/images/images";
import type { ServiceContext } from "../context";
import { findImage } from "../find-by-id";
import { freeLabels, type LabelsGiven } from "../vocabularies/free-labels";
import { type LabelRegions, labelRegions, type RegionRequest, regionsOfVectors } from "./label-regions";

const MAX_SIDE = 1_024;

interface DrawOptions {
  /** Over the picture, or the map alone. */
  readonly overlay: boolean;
  /** In pixels; null for the usual size. */
  readonly width: number | null;
  readonly format: PictureFormat;
}

/** A picture that shows where a label of a vocabulary is. */
export async function drawHeatMap(
  context: ServiceContext,
  request: RegionRequest,
  position: number,
  options: DrawOptions,
): Promise<Uint8Array> {
  const [regions] = await labelRegions(context, request, [position]);
  return draw(context, request.imageId, regions!, options);
}

/** The same for a label that is in no vocabulary. */
export async function drawFreeHeatMap(
  context: ServiceContext,
  { model, imageId }: Pick<RegionRequest, "model" | "imageId">,
  { label, prompt }: Pick<LabelsGiven, "prompt"> & { readonly label: string },
  options: DrawOptions,
): Promise<Uint8Array> {
  const { vectors } = await freeLabels(context, model, { labels: [label], prompt }, {});
  const [regions] = await regionsOfVectors(context, { model, imageId }, vectors, [0]);
  return draw(context, imageId, regions!, options);
}

async function draw(
  { db, engine }: ServiceContext,
  imageId: string,
  { map, zero, gridWidth, gridHeight, seen }: LabelRegions,
  { overlay, width: shownWidth, format }: DrawOptions,
): Promise<Uint8Array> {
  const { width, height } = await findImage(db, imageId);
  const picture = overlay ? await readImageBytes(db, imageId) : null;
  return engine.heatMap({
    image: picture?.bytes ?? { width, height },
    map: map.map((response) => response - zero),
    ...{ gridWidth, gridHeight, seen, maxSide: MAX_SIDE },
    ...{ width: shownWidth, format },
  });
}
