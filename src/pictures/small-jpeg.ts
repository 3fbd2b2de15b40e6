import { createTurns } from "../batcher/turns";
import { openImage, undecodable } from "./reading/open-image";

const QUALITY = 80;
const MAX_WAITING = 1_000;

/** One at a time: others need the process's few decoding threads, and a page can wait. */
const inTurn = createTurns("small pictures", 1, MAX_WAITING);

/** A picture upright, on white where it is see-through, with no side above `side` pixels, as a JPEG. */
export function smallJpeg(bytes: Uint8Array, side: number): Promise<Buffer> {
  return inTurn(async () => {
    const opened = await openImage(bytes);
    return opened
      .pipeline({ autoOrient: true })
      .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "white" })
      .toColorspace("srgb")
      .jpeg({ quality: QUALITY })
      .toBuffer()
      .catch((error: unknown) => Promise.reject(undecodable(opened, error)));
  });
}
