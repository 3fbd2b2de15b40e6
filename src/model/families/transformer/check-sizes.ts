import { RegionaryError } from "../../../errors";
import type { BlockSizes } from "./graphs/block";
import type { RegionTextModel } from "./region-text-model";

/**
 * The most patches of a side: regions take 2 bytes for each of P x E numbers of every picture, and attention 4 for
 * each of P x P.
 */
export const MOST_CELLS = 64;
const MOST_PIXELS = 4_096; // of a side
const MOST_TOKENS = 1_024; // of a text

/**
 * INVALID_CHECKPOINT for numbers that no model of this kind has, before a graph is made by them: tables in it grow with
 * the square of the patches and of the tokens.
 */
export function checkSizes({ image, text, scale }: RegionTextModel): void {
  const { grid, patch, pictureHeight } = image.sizes;
  checkHeads("image", image.sizes);
  checkHeads("text", text.sizes);
  checkAtMost("pixels on a side", pictureHeight, MOST_PIXELS);
  checkAtMost("patches on a side", grid.height, MOST_CELLS);
  checkAtMost("tokens of a text", text.sizes.maxTokens, MOST_TOKENS);
  const left = pictureHeight - grid.height * patch;
  if (left < 0 || left >= patch) {
    throw new RegionaryError(
      "INVALID_CHECKPOINT",
      `The configuration gives pictures of ${pictureHeight} pixels, and the weights have ${grid.height} x ${grid.width} patches of ${patch}: they must be of one model, and of a fixed resolution.`,
    );
  }
  if (Number.isFinite(scale) && scale > 0) return;
  throw new RegionaryError(
    "INVALID_CHECKPOINT",
    `The model's scale of scores, by its logit_scale or temperature, must be a finite number above 0; got ${scale}.`,
  );
}

function checkHeads(tower: string, { width, heads }: BlockSizes): void {
  if (width % heads === 0) return;
  throw new RegionaryError(
    "INVALID_CHECKPOINT",
    `The configuration gives the ${tower} tower ${heads} attention heads, which must divide its width of ${width}.`,
  );
}

function checkAtMost(what: string, count: number, most: number): void {
  if (count <= most) return;
  throw new RegionaryError(
    "INVALID_CHECKPOINT",
    `The model's files give it ${count} ${what}; at most ${most} are read.`,
  );
}
