import { bellOf, mixBits } from "../../../src/datasets/scenes/random";
import { NOISES, THINGS } from "./made-images";
import { REGION_SIZE, type SpectrumName, spectrumOf } from "./made-spectrum";

/** How much of a region's variance is its thing's; the rest is its own. */
const THING_SHARE = 0.5;
/** How much of a classifier's variance is its thing's; the rest is beside the point, as words are. */
const WORD_SHARE = 0.5;

/** Where the numbers of each kind begin. */
const KEYS = { things: 1, noises: 2, words: 3 };

/** What all that is made follows from. */
export interface MadeFrom {
  readonly seed: number;
  readonly spectrum: SpectrumName;
}

/** Vectors of things and of deviations, of which regions are sums. The same for the same seed. */
export interface MadeTables {
  readonly things: Float32Array; // [THINGS, REGION_SIZE]
  readonly noises: Float32Array; // [NOISES, REGION_SIZE]
}

export function makeTables({ seed, spectrum }: MadeFrom): MadeTables {
  const { regions } = spectrumOf(spectrum);
  return {
    things: table(
      THINGS,
      (row, axis) => Math.sqrt(THING_SHARE) * regions[axis]! * bell(seed, KEYS.things, row, axis),
    ),
    noises: table(
      NOISES,
      (row, axis) => Math.sqrt(1 - THING_SHARE) * regions[axis]! * bell(seed, KEYS.noises, row, axis),
    ),
  };
}

/** The classifiers of some things, which things of no image may be, too: any number from THINGS on. */
export function classifiersOf({ seed, spectrum }: MadeFrom, things: readonly number[]): Float32Array {
  const { classifiers } = spectrumOf(spectrum);
  return table(things.length, (row, axis) => {
    const shown = bell(seed, KEYS.things, things[row]!, axis);
    const beside = bell(seed, KEYS.words, things[row]!, axis);
    return classifiers[axis]! * (Math.sqrt(WORD_SHARE) * shown + Math.sqrt(1 - WORD_SHARE) * beside);
  });
}

/** So many numbers a sketch keeps of a region of this size. */
const MIXED = 64;

/**
 * Rows whose first axes are mixed evenly, by Hadamard's matrix: like those of a learned basis, so that none is much larger
 * than the others. Products of mixed rows are what they were.
 */
function mixed(rows: Float32Array): Float32Array {
  for (let start = 0; start < rows.length; start += REGION_SIZE)
    for (let half = 1; half < MIXED; half *= 2)
      for (let axis = 0; axis < MIXED; axis++) {
        if ((axis & half) !== 0) continue;
        const [one, other] = [rows[start + axis]!, rows[start + axis + half]!];
        rows[start + axis] = (one + other) * Math.SQRT1_2;
        rows[start + axis + half] = (one - other) * Math.SQRT1_2;
      }
  return rows;
}

function table(rows: number, valueAt: (row: number, axis: number) => number): Float32Array {
  return mixed(
    Float32Array.from({ length: rows * REGION_SIZE }, (_, i) =>
      valueAt(Math.floor(i / REGION_SIZE), i % REGION_SIZE),
    ),
  );
}

function bell(seed: number, kind: number, row: number, axis: number): number {
  return bellOf(mixBits(mixBits(mixBits(seed, kind), row), axis));
}
