import path from "node:path";
import { createLane, type Lane } from "../../threads/lane";
import { restingLane } from "../../threads/resting-lane";

/** From the file to the same picture as an uncompressed TIFF. */
export type RasterTasks = {
  bmp: { message: Uint8Array; result: Uint8Array };
  heic: { message: Uint8Array; result: Uint8Array };
};

const IDLE_MS = 10_000;
let lane: Lane<RasterTasks> | undefined;

/**
 * The thread in which formats are decoded that the decoder in C does not know, one picture at a time. It starts with the first
 * such picture, and ends with its memory when there were none for a while.
 */
export function rasterLane(): Lane<RasterTasks> {
  lane ??= restingLane(createLane("raster", path.join(__dirname, "raster-worker")), IDLE_MS);
  return lane;
}
