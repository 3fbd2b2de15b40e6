import { drawBatch } from "./draw-batch";
import { measureScores, type SceneFigures } from "./measure-scores";
import type { SceneTrainer } from "./open-scene-trainer";
import type { SceneRecipe } from "./recipe";
import { sceneWords } from "./scene-words";
import type { ScoreFeatures } from "./train-baseline";

const PICTURES_AT_ONCE = 40;

/** The figures of the test pictures, each beside what else there is. */
export interface SceneTest {
  readonly pictures: number;
  readonly model: SceneFigures;
  /** The same maps, with a label's score the mean of its 1 or of all 196 largest responses instead of 6. */
  readonly top1: SceneFigures;
  readonly top196: SceneFigures;
  readonly baseline: SceneFigures;
  readonly chance: SceneFigures;
}

/** Tests the model as it is now on the first pictures of the test, which no training sees. */
export async function testScenes(
  trainer: SceneTrainer,
  { sizes, seed }: SceneRecipe,
  { pictures, baseline, signal }: { pictures: number; baseline: ScoreFeatures; signal: AbortSignal },
): Promise<SceneTest> {
  const side = sizes.backbone.imageSide;
  const { gridHeight: rows, gridWidth: columns, featureChannels } = sizes.head;
  const cells = rows * columns;
  const { labels } = sceneWords();
  const begin = () => measureScores(labels, { rows, columns, width: side, height: side });
  const ways = { model: begin(), top1: begin(), top196: begin(), baseline: begin() };
  for (let first = 0; first < pictures; first += PICTURES_AT_ONCE) {
    signal.throwIfAborted();
    const count = Math.min(PICTURES_AT_ONCE, pictures - first);
    const { images, objects } = drawBatch({ seed, split: "test", first, count, side });
    const { logits, maps, features, pooled } = await trainer.answer(images);
    objects.forEach((ofImage, image) => {
      const place = (cell: number, label: number) => (image * cells + cell) * labels.length + label;
      const mapOf = (label: number) =>
        Float32Array.from({ length: cells }, (_, cell) => maps[place(cell, label)]!);
      const mapsOf = labels.map((_, label) => mapOf(label));
      const own = (label: number) => mapsOf[label]!;
      ways.model.add(ofImage, logits.subarray(image * labels.length, (image + 1) * labels.length), own);
      ways.top1.add(
        ofImage,
        mapsOf.map((map) => Math.max(...map)),
        own,
      );
      ways.top196.add(
        ofImage,
        mapsOf.map((map) => map.reduce((sum, value) => sum + value) / cells),
        own,
      );
      const ofPicture = pooled.subarray(image * featureChannels, (image + 1) * featureChannels);
      const byCell = Array.from({ length: cells }, (_, cell) =>
        baseline(
          Float32Array.from(
            { length: featureChannels },
            (_, channel) => features[(image * featureChannels + channel) * cells + cell]!,
          ),
        ),
      );
      ways.baseline.add(ofImage, baseline(ofPicture), (label) => byCell.map((scores) => scores[label]!));
    });
  }
  return {
    pictures,
    model: ways.model.figures(),
    top1: ways.top1.figures(),
    top196: ways.top196.figures(),
    baseline: ways.baseline.figures(),
    chance: ways.model.chance(),
  };
}
