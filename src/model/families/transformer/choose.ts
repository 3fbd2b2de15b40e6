import { RegionaryError } from "../../../errors";
import type { PictureInput } from "../../../pictures/picture-input";
import type { RegionTextChoices } from "../family";
import { MOST_CELLS } from "./check-sizes";
import { READINGS, type Reading } from "./graphs/dense-reading";
import type { ImageTowerSizes } from "./graphs/image-tower";
import { type Tiles, tilesOf } from "./graphs/tiles";
import type { RegionTextModel } from "./region-text-model";

/** A model as an import has chosen it. */
export interface ChosenModel
  extends Pick<
    RegionTextModel,
    "family" | "picture" | "positions" | "scale" | "bias" | "probability" | "share"
  > {
  readonly reading: Reading;
  /** Whether published figures say how good the reading is for the family. */
  readonly isMeasured: boolean;
  /** Of the tower: on the chosen grid, or on its own with tiles. */
  readonly sizes: ImageTowerSizes;
  /** The windows through which it sees a picture; null if it sees all of it at once. */
  readonly tiles: Tiles | null;
  /** The side of the picture, and the grid of its regions. */
  readonly side: number;
  readonly grid: { readonly height: number; readonly width: number };
  /** The grid of the stored positions. */
  readonly from: { readonly height: number; readonly width: number };
  readonly fit: PictureInput["fit"];
  readonly leastLength: number;
}

/** INVALID_INPUT for a reading or a side that the model cannot have. */
export function choose(
  model: RegionTextModel,
  { regions, side, fit, tiles: isTiled }: RegionTextChoices,
): ChosenModel {
  const { image, text, reading } = model;
  if (fit === "crop" && !model.picture.crops) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `The publisher of ${model.family} models does not crop pictures but stretches them: import it without a crop.`,
    );
  }
  const name = regions === null ? reading.name : readingNamed(regions);
  const tiles = isTiled ? tilesOver(image.sizes, side) : null;
  const sizes = side === null || tiles ? image.sizes : ofSide(image.sizes, side);
  return {
    ...model,
    reading: name,
    isMeasured: reading.isMeasured && name === reading.name,
    sizes,
    tiles,
    side: side ?? sizes.pictureHeight,
    grid: tiles ? { height: tiles.cells, width: tiles.cells } : sizes.grid,
    from: image.sizes.grid,
    fit: fit ?? "stretch",
    leastLength: text.sizes.leastLength,
  };
}

function readingNamed(name: string): Reading {
  const found = READINGS.find((reading) => reading === name);
  if (found) return found;
  throw new RegionaryError(
    "INVALID_INPUT",
    `Patches are read as regions by one of ${READINGS.join(", ")}; got "${name}".`,
  );
}

/** Windows of the tower's own size, every half of it. */
function tilesOver({ patch, grid }: ImageTowerSizes, side: number | null): Tiles {
  const tile = grid.height * patch;
  if (side === null) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `Windows of ${tile} pixels need a larger picture to look at: choose its side, such as ${tile + Math.floor(grid.height / 2) * patch}.`,
    );
  }
  if (side > MOST_CELLS * patch) throw sideRefused(patch, side);
  return tilesOf({ side, tile, stride: Math.max(1, Math.floor(grid.height / 2)) * patch, patch });
}

function ofSide(sizes: ImageTowerSizes, side: number): ImageTowerSizes {
  const { patch, grid } = sizes;
  const cells = side / patch;
  if (Number.isInteger(cells) && cells >= 1 && cells <= MOST_CELLS) {
    return {
      ...sizes,
      pictureHeight: side,
      pictureWidth: side,
      grid: { ...grid, height: cells, width: cells },
    };
  }
  throw sideRefused(patch, side);
}

function sideRefused(patch: number, side: number): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `The side must be a multiple of the model's patch of ${patch} pixels, up to ${MOST_CELLS * patch}; got ${side}.`,
  );
}
