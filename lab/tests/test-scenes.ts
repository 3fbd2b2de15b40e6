import { drawBatch } from "../training/draw-batch";
import type { SceneAnswers, SceneTrainer } from "../training/open-scene-trainer";
import { sceneWords } from "../training/scene-words";
import type { SceneRecipe } from "../training/scenes-recipe";
import { measureScores, type SceneFigures } from "./measure-scores";
import type { PictureAnswer, ScoringWay } from "./scoring-ways";

const PICTURES_AT_ONCE = 40;

/** The figures of each way to score, and what random scores would reach. */
export type SceneTest<Way extends string> = { readonly [key in Way | "chance"]: SceneFigures };

/** Tests the current model on the first pictures of the test split, which no training sees. */
export async function testScenes<Way extends string>(
  trainer: SceneTrainer,
  { sizes, seed }: SceneRecipe,
  ways: Readonly<Record<Way, ScoringWay>>,
  { pictures, signal }: { pictures: number; signal: AbortSignal },
): Promise<SceneTest<Way>> {
  const side = sizes.backbone.imageSide;
  const { gridHeight: rows, gridWidth: columns } = sizes.head;
  const { labels } = sceneWords();
  const begin = () => measureScores(labels, { rows, columns, width: side, height: side });
  const measured = (Object.entries(ways) as [Way, ScoringWay][]).map(
    ([name, way]) => [name, way, begin()] as const,
  );
  for (let first = 0; first < pictures; first += PICTURES_AT_ONCE) {
    signal.throwIfAborted();
    const count = Math.min(PICTURES_AT_ONCE, pictures - first);
    const { images, objects } = drawBatch({ seed, split: "test", first, count, side });
    const answers = await trainer.answer(images);
    objects.forEach((ofImage, image) => {
      const answer = answerOf(answers, image, count);
      for (const [, way, measurement] of measured) {
        const { logits, mapOf } = way(answer);
        measurement.add(ofImage, logits, mapOf);
      }
    });
  }
  const figures = measured.map(([name, , measurement]) => [name, measurement.figures()] as const);
  return Object.fromEntries([...figures, ["chance", measured[0]![2].chance()]]) as SceneTest<Way>;
}

/** One picture's part of the answers to `count` of them. */
function answerOf(
  { logits, maps, features, pooled }: SceneAnswers,
  image: number,
  count: number,
): PictureAnswer {
  const [classes, channels] = [logits.length / count, pooled.length / count];
  const cells = maps.length / logits.length;
  const column = (values: Float32Array, start: number, step: number, length: number) =>
    Float32Array.from({ length }, (_, place) => values[start + place * step]!);
  return {
    logits: logits.subarray(image * classes, (image + 1) * classes),
    maps: Array.from({ length: classes }, (_, label) =>
      column(maps, image * cells * classes + label, classes, cells),
    ),
    features: Array.from({ length: cells }, (_, cell) =>
      column(features, image * channels * cells + cell, cells, channels),
    ),
    pooled: pooled.subarray(image * channels, (image + 1) * channels),
  };
}
