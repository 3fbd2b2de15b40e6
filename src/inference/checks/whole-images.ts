import type { ModelDescription } from "../../model/description";
import { openHere } from "./open-here";

const IMAGES_AT_ONCE = 8;

/** What a model makes of images as wholes. */
interface WholeImages {
  readonly vectors: Float32Array; // [N, D]
  /** By the whole image alone, as the model's publisher has them. */
  readonly logits: Float32Array; // [N, C]
}

/**
 * Runs a model whose last region is the whole image, without rounding regions to float16: on the CPU and on the
 * calling thread, which it blocks. Throws MODEL_NOT_READY if the model cannot be run; `onProgress` may throw to stop.
 */
export async function encodeWholeImages(
  { score, ...rest }: ModelDescription,
  directory: string,
  { count, tensors }: { readonly count: number; readonly tensors: Float32Array }, // [N, 3, height, width]
  labels: { readonly count: number; readonly vectors: Float32Array },
  onProgress: (imagesDone: number) => void,
): Promise<WholeImages> {
  const model = { ...rest, score: { ...score, whole: { share: 1, isTuned: false } } };
  const { height, width, regionSize } = model.grid;
  const rows = height * width + 1;
  const graphs = openHere(model, directory);
  try {
    const classifiers = await graphs.classifiers(labels.vectors, labels.count);
    const vectors = new Float32Array(count * regionSize);
    const logits = new Float32Array(count * labels.count);
    const each = tensors.length / count;
    for (let start = 0; start < count; start += IMAGES_AT_ONCE) {
      const end = Math.min(start + IMAGES_AT_ONCE, count);
      const input = { count: end - start, values: { image: tensors.slice(start * each, end * each) } };
      const regions = await graphs.value(model.encode, input, "regions"); // [n, P + 1, D]
      for (let image = start; image < end; image++) {
        const last = ((image - start + 1) * rows - 1) * regionSize;
        vectors.set(regions.subarray(last, last + regionSize), image * regionSize);
      }
      const scored = await graphs.score(regions, input.count, classifiers, labels.count);
      logits.set(scored, start * labels.count);
      onProgress(end);
    }
    return { vectors, logits };
  } finally {
    await graphs.close();
  }
}
