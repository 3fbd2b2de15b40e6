import { positiveScores } from "../metrics/class-average-precisions";
import { countOfReached, type Thresholds, thresholdsOf } from "../metrics/thresholds";
import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import { addWeights, IMAGES_PER_SUM, type ImageWeights } from "./image-weights";

/** AP of one class in every resample, and its positives there; NaN where it has none. */
export interface ResampledClass {
  readonly averagePrecision: Float64Array; // [columns]
  readonly positives: Float64Array; // [columns]
}

/** Memory that the classes use one after another: it is needed for every class and threshold. */
interface ResamplingMemory {
  readonly reached: Uint32Array; // [images]
  readonly images: Uint32Array; // [images]
  readonly sorted: Uint32Array; // [images]
  /** 0 between two uses. */
  readonly isPresent: Uint8Array; // [images]
  readonly foundHere: Float64Array; // [columns]
}

export function resamplingMemory(images: number, { columns }: ImageWeights): ResamplingMemory {
  return {
    reached: new Uint32Array(images),
    images: new Uint32Array(images),
    sorted: new Uint32Array(images),
    isPresent: new Uint8Array(images),
    foundHere: new Float64Array(columns),
  };
}

/** AP of a class over the section's images, weighted as each resample draws them. */
export function resampledAveragePrecision(
  data: EvaluationData,
  section: SectionData,
  label: number,
  weights: ImageWeights,
  memory: ResamplingMemory,
): ResampledClass {
  const found = new Float64Array(weights.columns);
  const sums = new Float64Array(weights.columns);
  const thresholds = thresholdsOf(positiveScores(data, section, label));
  if (thresholds.values.length > 0) {
    const { starts, images } = imagesByReached(data, section, label, thresholds, memory);
    const { isPresent, foundHere } = memory;
    const present = imagesWith(data, label);
    for (const image of present) isPresent[image] = 1;
    const ranked = new Float64Array(4 * weights.words); // the columns, filled up to whole words
    for (let at = thresholds.values.length; at >= 1; at--) {
      const here = images.subarray(starts[at], starts[at + 1]);
      sumWeights(weights, here, ranked);
      foundHere.fill(0);
      for (const image of here) if (isPresent[image] === 1) addWeights(weights, image, 1, foundHere);
      for (let column = 0; column < weights.columns; column++) {
        if (foundHere[column] === 0) continue;
        found[column]! += foundHere[column]!;
        sums[column]! += (foundHere[column]! * found[column]!) / ranked[column]!;
      }
    }
    for (const image of present) isPresent[image] = 0;
  }
  return { averagePrecision: sums.map((sum, column) => sum / found[column]!), positives: found };
}

/** The images that reach as many thresholds, for each number of them from 1. */
function imagesByReached(
  { columns }: EvaluationData,
  { counts }: SectionData,
  label: number,
  thresholds: Thresholds,
  { reached, images, sorted }: ResamplingMemory,
) {
  const starts = new Uint32Array(thresholds.values.length + 2);
  let length = 0;
  for (const { scores, from, to, images: listed, firstImage } of columns.column(label)) {
    for (let place = from; place < to; place++) {
      const count = countOfReached(thresholds, scores[place]!);
      const image = listed ? listed[place]! : firstImage + place - from;
      if (count === 0 || counts?.[image] === 0) continue;
      reached[length] = count;
      images[length++] = image;
      starts[count + 1]!++;
    }
  }
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;
  const next = starts.slice();
  for (let place = 0; place < length; place++) sorted[next[reached[place]!]!++] = images[place]!;
  return { starts, images: sorted.subarray(0, length) };
}

/**
 * Adds the weights of images to sums of every column, four images at a time, because half of the time is
 * spent here.
 */
function sumWeights({ words, packed }: ImageWeights, images: Uint32Array, sums: Float64Array): void {
  const bytes = new Uint32Array(words);
  for (let first = 0; first < images.length; first += IMAGES_PER_SUM) {
    const end = Math.min(images.length, first + IMAGES_PER_SUM);
    let place = first;
    for (; place + 4 <= end; place += 4) {
      let a = images[place]! * words;
      let b = images[place + 1]! * words;
      let c = images[place + 2]! * words;
      let d = images[place + 3]! * words;
      for (let word = 0; word < words; word++)
        bytes[word]! += (packed[a++]! + packed[b++]! + packed[c++]! + packed[d++]!) | 0;
    }
    for (; place < end; place++) {
      let row = images[place]! * words;
      for (let word = 0; word < words; word++) bytes[word]! += packed[row++]!;
    }
    for (let word = 0, column = 0; word < words; word++, column += 4) {
      const four = bytes[word]!;
      sums[column]! += four & 255;
      sums[column + 1]! += (four >>> 8) & 255;
      sums[column + 2]! += (four >>> 16) & 255;
      sums[column + 3]! += four >>> 24;
    }
    bytes.fill(0);
  }
}

function imagesWith({ positivesByClass: { starts, entries } }: EvaluationData, label: number): Uint32Array {
  return entries.subarray(starts[label], starts[label + 1]);
}
