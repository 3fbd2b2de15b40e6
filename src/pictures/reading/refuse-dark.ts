import { RegionaryError } from "../../errors";
import { type OpenedImage, undecodable } from "./open-image";

/** A sixteenth of 16 bits: what instruments of 12 bits measure is all below it, and would be shown black. */
const LEAST_WHITE = 4096;

/** Whether a picture has 16 bits, so that it may be too dark to be one of them. */
export function mayBeDark({ metadata }: OpenedImage): boolean {
  return metadata.depth === "ushort";
}

/**
 * Refuses (INVALID_IMAGE) a picture of 16 bits that uses only the lowest 12, though not one that is black. All of it is
 * read, so it is asked only where a cheaper look showed nothing bright.
 */
export async function refuseDark(image: OpenedImage): Promise<void> {
  const { channels } = await image
    .pipeline()
    .stats()
    .catch((error: unknown) => Promise.reject(undecodable(image, error)));
  const colors = image.metadata.hasAlpha ? channels.slice(0, -1) : channels;
  const greatest = Math.max(...colors.map(({ max }) => max));
  if (greatest === 0 || greatest >= LEAST_WHITE) return;
  throw new RegionaryError(
    "INVALID_IMAGE",
    `Expected a picture that uses its 16 bits (0 is black, 65535 white), but its greatest value is ${greatest}: it would be shown black. Scale what should be seen to 16 bits, or to 8, and send that.`,
  );
}
