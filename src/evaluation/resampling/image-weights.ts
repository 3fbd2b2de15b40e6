/**
 * How often each image is drawn in each resample: independent Poisson numbers with mean 1, which for many
 * images is the same as drawing as many with replacement. Column 0 is 1 throughout: the images as they are.
 * Four resamples share a word, a byte each, so that 16 images are added four sums at a time.
 */
export interface ImageWeights {
  readonly columns: number; // resamples + 1
  readonly words: number;
  readonly packed: Uint32Array; // [images, words]
}

/** So that 16 of them fit in a byte; a Poisson number with mean 1 is larger once in 10^14 draws. */
const LARGEST = 15;
/** A sum of bytes over this many images does not overflow. */
export const IMAGES_PER_SUM = 16;

/** The weights of images by their place in the run: the same for the same seed, so that two runs are paired. */
export function imageWeights(images: number, resamples: number, seed: number): ImageWeights {
  const columns = resamples + 1;
  const words = Math.ceil(columns / 4);
  const packed = new Uint32Array(images * words);
  const steps = poissonSteps();
  for (let image = 0; image < images; image++) {
    let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(image + 1, 0x85ebca6b)) | 0;
    for (let column = 0; column < columns; column++) {
      let weight = 1;
      if (column > 0) {
        state = (state + 0x6d2b79f5) | 0;
        const draw = mixed(state);
        for (weight = 0; weight < LARGEST && draw >= steps[weight]!; ) weight++;
      }
      packed[image * words + (column >> 2)]! |= weight << (8 * (column & 3));
    }
  }
  return { columns, words, packed };
}

/** Adds an image's weights, times a factor, to sums of every column. */
export function addWeights(
  { columns, words, packed }: ImageWeights,
  image: number,
  factor: number,
  sums: Float64Array, // [columns]
): void {
  for (let column = 0; column < columns; column++) {
    const word = packed[image * words + (column >> 2)]!;
    sums[column]! += factor * ((word >>> (8 * (column & 3))) & 255);
  }
}

/** The draws, of 2^32 equally likely ones, below which the number is at most 0, 1, 2 … */
function poissonSteps(): Float64Array {
  const steps = new Float64Array(LARGEST + 1);
  let [share, sum] = [Math.exp(-1), 0];
  for (let weight = 0; weight <= LARGEST; weight++) {
    sum += share;
    steps[weight] = sum * 2 ** 32;
    share /= weight + 1;
  }
  return steps;
}

/** The 32 bits of a counter mixed to a draw of 0 to 2^32 - 1 (the finalizer of MurmurHash3). */
function mixed(counter: number): number {
  let bits = counter;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
