import type { ModelPart } from "../../model/description";
import { openHere } from "./open-here";

const IMAGES_AT_ONCE = 8;

/** The values that a model is checked on, all float32. */
interface CheckedValues {
  readonly images: number;
  /** What its own stages begin with, by name, each [N, ...shape]. */
  readonly values: Readonly<Record<string, Float32Array>>;
  readonly labels: number;
  readonly vectors: Float32Array; // [C, W]
}

/**
 * Runs a model's package on stored values, without a backbone and with no rounding to float16, and gives the
 * logits [N, C]. Throws MODEL_NOT_READY if the package cannot be run; `onProgress` is told how many images
 * are done, and may throw to stop.
 */
export async function scoreValues(
  part: ModelPart,
  directory: string,
  { images, values, labels, vectors }: CheckedValues,
  onProgress: (imagesDone: number) => void,
): Promise<Float32Array> {
  const graphs = openHere(part, directory);
  try {
    const classifiers = await graphs.classifiers(vectors, labels);
    const logits = new Float32Array(images * labels);
    for (let start = 0; start < images; start += IMAGES_AT_ONCE) {
      const end = Math.min(start + IMAGES_AT_ONCE, images);
      const some = Object.entries(values).map(([name, all]) => {
        const each = all.length / images;
        return [name, all.subarray(start * each, end * each)] as const;
      });
      const input = { count: end - start, values: Object.fromEntries(some) };
      const regions = await graphs.value(part.encode, input, "regions");
      logits.set(await graphs.score(regions, input.count, classifiers, labels), start * labels);
      onProgress(end);
    }
    return logits;
  } finally {
    await graphs.close();
  }
}
