import { f1AtK } from "../evaluation/metrics/f1-at-k";
import type { GraphRunner } from "./graph-runner";
import type { TrainingGraphs } from "./training-graphs";
import { labelRows, type TrainingImages } from "./training-images";

/** F1@5 of the current model over some images; with fewer than five labels, F1 at as many as there are. */
export async function validate(
  runner: GraphRunner,
  { batch: { classes, images: atOnce }, graphs }: TrainingGraphs,
  data: TrainingImages,
  images: readonly number[],
): Promise<number> {
  const logits = new Float32Array(images.length * classes);
  const specs = new Map(graphs.evaluate.inputs.map(({ name, shape }) => [name, shape.slice(1) as number[]]));
  for (let start = 0; start < images.length; start += atOnce) {
    const part = images.slice(start, start + atOnce);
    const given = Object.entries(await data.read(part)).map(
      ([name, values]) => [name, { shape: [part.length, ...specs.get(name)!], data: values }] as const,
    );
    const found = await runner.run("evaluate", Object.fromEntries(given));
    logits.set(found.logits!, start * classes);
  }
  return f1AtK(logits, labelRows(data, images, classes), { classes, k: Math.min(5, classes) });
}
