import { mixBits, unitOf } from "../../../src/datasets/scenes/random";

/** The grid of every made image: that of VGG19 and BiAM. */
export const SIDE = 14;
export const CELLS = SIDE * SIDE;
/** k, as in the paper: the score of a label is the mean of its k best responses. */
export const TOP_REGIONS = 6;
/** How many things an image may show, from the most frequent one on. */
export const THINGS = 4096;
/** How many different deviations from its thing a region may have. */
export const NOISES = 16384;

const MOST_OBJECTS = 7;
/** The ground of an image is one of so many of the most frequent things. */
const GROUNDS = 64;
const LEAST_GAIN = 0.6;
const GAINS = 0.8;

/** What is in the cells of some images, one image after another. */
export interface MadeCells {
  readonly things: BigInt64Array; // [n, CELLS]
  readonly gains: Float32Array; // [n, CELLS]: how clearly the thing shows
  readonly noises: BigInt64Array; // [n, CELLS]
}

export function cellsFor(images: number): MadeCells {
  const length = images * CELLS;
  return {
    things: new BigInt64Array(length),
    gains: new Float32Array(length),
    noises: new BigInt64Array(length),
  };
}

/**
 * Composes an image at a place in `cells`: a ground, and 1 to 7 objects in boxes of 2 to 7 cells a side, each a thing
 * drawn by Zipf's law. It depends on seed and image alone.
 */
export function composeImage(seed: number, image: number, cells: MadeCells, place: number): void {
  const state = mixBits(mixBits(0x5ea4c4, seed), image);
  let drawn = 0;
  const unit = () => unitOf(mixBits(state, drawn++));
  const upTo = (count: number) => Math.floor(unit() * count);
  const start = place * CELLS;
  const fill = (thing: number, left: number, top: number, width: number, height: number) => {
    const gain = LEAST_GAIN + GAINS * unit();
    for (let y = top; y < top + height; y++) {
      const from = start + y * SIDE + left;
      cells.things.fill(BigInt(thing), from, from + width);
      cells.gains.fill(gain, from, from + width);
    }
  };
  fill(upTo(GROUNDS), 0, 0, SIDE, SIDE);
  const objects = 1 + upTo(MOST_OBJECTS);
  for (let object = 0; object < objects; object++) {
    const [width, height] = [2 + upTo(6), 2 + upTo(6)];
    fill(byZipf(unit()), upTo(SIDE - width + 1), upTo(SIDE - height + 1), width, height);
  }
  for (let cell = 0; cell < CELLS; cell++)
    cells.noises[start + cell] = BigInt(mixBits(state, 1000 + cell) % NOISES);
}

/** The thing of rank r has a chance of about 1 / (r + 1). */
function byZipf(unit: number): number {
  return Math.floor((THINGS + 1) ** unit) - 1;
}
