import { RegionaryError } from "../../../errors";
import type { PictureInput } from "../../../pictures/picture-input";
import type { RegionTextChoices } from "../family";
import { READINGS, type Reading } from "./dense-reading";
import type { ImageTowerSizes } from "./image-tower";
import type { RegionTextModel } from "./region-text-model";

/** The most patches of a side: regions take 2 bytes for each of P x E numbers of every picture. */
const MOST_CELLS = 64;

/** A model as an import has chosen it. */
export interface ChosenModel
  extends Pick<
    RegionTextModel,
    "family" | "picture" | "positions" | "scale" | "bias" | "probability" | "share"
  > {
  readonly reading: Reading;
  /** Whether published figures say how good the reading is for the family. */
  readonly isMeasured: boolean;
  /** On the chosen grid. */
  readonly sizes: ImageTowerSizes;
  /** The grid of the stored positions. */
  readonly from: { readonly height: number; readonly width: number };
  readonly fit: PictureInput["fit"];
  readonly leastLength: number;
}

/** INVALID_INPUT for a reading or a side that the model cannot have. */
export function choose(model: RegionTextModel, { regions, side, fit }: RegionTextChoices): ChosenModel {
  const { image, text, reading } = model;
  if (fit === "crop" && !model.picture.crops) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `The publisher of ${model.family} models does not crop pictures but stretches them: import it without a crop.`,
    );
  }
  const name = regions === null ? reading.name : readingNamed(regions);
  return {
    ...model,
    reading: name,
    isMeasured: reading.isMeasured && name === reading.name,
    sizes: side === null ? image.sizes : ofSide(image.sizes, side),
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
  throw new RegionaryError(
    "INVALID_INPUT",
    `The side must be a multiple of the model's patch of ${patch} pixels, up to ${MOST_CELLS * patch}; got ${side}.`,
  );
}
