import sharp from "sharp";
import { serveTasks } from "../threads/serve-tasks";
import { ownBytes, type Parcel } from "../threads/thread-messages";
import { renderHeatMap } from "./heat-map";
import { pixelsFor } from "./image-tensor";
import type { DecodedPicture, DecodeRequest, PixelTasks } from "./pixel-tasks";
import { type OpenedImage, openImage } from "./reading/open-image";
import { renderThumbnail } from "./thumbnail";

// Several pictures are decoded at a time, each on one core.
sharp.concurrency(1);
sharp.cache(false);

async function decoded(image: OpenedImage, { mode, input }: DecodeRequest): Promise<Parcel<DecodedPicture>> {
  const pixels = await pixelsFor(input, image, mode);
  return { value: { info: image.info, pixels }, transfer: [] };
}

function drawn(file: Uint8Array): Parcel<Uint8Array> {
  const picture = ownBytes(file);
  return { value: picture, transfer: [picture.buffer] };
}

serveTasks<PixelTasks>(
  {
    decode: async (request) => {
      const image = await openImage(request.image);
      return image.isLarge ? { value: null, transfer: [] } : decoded(image, request);
    },
    decodeLarge: async (request) => decoded(await openImage(request.image), request),
    heatMap: async (request) => drawn(await renderHeatMap(request)),
    thumbnail: async (request) => drawn(await renderThumbnail(request)),
  },
  { oneAtATime: false },
);
