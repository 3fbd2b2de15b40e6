import { serveTasks } from "../../threads/serve-tasks";
import { bmpHeader } from "../formats/bmp-header";
import { bmpPixels } from "../formats/bmp-pixels";
import { heicPixels } from "../formats/heic-pixels";
import { uncompressedTiff } from "../formats/uncompressed-tiff";
import type { RasterTasks } from "./raster-lane";

serveTasks<RasterTasks>(
  {
    bmp: async (bytes) => parcel(uncompressedTiff(bmpPixels(bytes, bmpHeader(bytes)))),
    heic: async (bytes) => parcel(uncompressedTiff(await heicPixels(bytes))),
  },
  { oneAtATime: true },
);

function parcel(tiff: Uint8Array<ArrayBuffer>) {
  return { value: tiff, transfer: [tiff.buffer] };
}
