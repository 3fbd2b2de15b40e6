import { writeFile } from "node:fs/promises";
import path from "node:path";
import { regionCount } from "../../src/model/families/biam/sizes";
import { elementCount } from "../../src/tensor/shape";
import type { SceneModelSizes } from "../model/scene-model";
import type { SceneModelPlace } from "../training/make-scene-model";
import { openSceneTrainer } from "../training/open-scene-trainer";
import type { SceneRecipe } from "../training/scenes-recipe";
import { type TrainingProgress, trainScenes } from "../training/train-scenes";
import type { SceneFigures } from "./measure-scores";
import { asTheModel } from "./scoring-ways";
import { testScenes } from "./test-scenes";

/** The parts of BiAM that the paper argues for, each removed or replaced in one of these. */
const VARIANTS = {
  whole: (sizes) => sizes,
  "without region context": (sizes) => ({ ...sizes, without: "region context" }),
  "without scene context": (sizes) => ({ ...sizes, without: "scene context" }),
  "best region alone": (sizes) => ({ ...sizes, head: { ...sizes.head, topRegions: 1 } }),
  "mean of all regions": (sizes) => ({
    ...sizes,
    head: { ...sizes.head, topRegions: regionCount(sizes.head) },
  }),
} as const satisfies Record<string, (sizes: SceneModelSizes) => SceneModelSizes>;

type Variant = keyof typeof VARIANTS;

/** A variant after its training. */
interface TestedVariant {
  readonly parameters: number;
  readonly trainedSeconds: number;
  readonly test: SceneFigures;
}

/** `ablations.json`: the model and its variants, each trained from scratch by the same recipe. */
interface AblationReport {
  readonly recipe: SceneRecipe;
  readonly pictures: number;
  readonly chance: SceneFigures;
  readonly variants: Readonly<Record<Variant, TestedVariant>>;
}

const FILE = "ablations.json";

/** Trains and tests every variant, one after another, and reports what each reaches. */
export async function compareAblations(
  recipe: SceneRecipe,
  { work, ...place }: SceneModelPlace,
  onProgress: (progress: TrainingProgress, variant: Variant) => void,
): Promise<AblationReport> {
  const variants: Partial<Record<Variant, TestedVariant>> = {};
  let chance: SceneFigures | undefined;
  for (const [variant, change] of Object.entries(VARIANTS) as [Variant, (typeof VARIANTS)[Variant]][]) {
    const changed = { ...recipe, sizes: change(recipe.sizes) };
    const directory = path.join(work, variant.replaceAll(" ", "-"));
    const tested = await trainVariant(changed, { ...place, work: directory }, (progress) =>
      onProgress(progress, variant),
    );
    variants[variant] = tested.variant;
    chance = tested.chance;
  }
  const report = { recipe, pictures: place.testPictures, chance, variants } as AblationReport;
  await writeFile(path.join(place.out, FILE), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

async function trainVariant(
  recipe: SceneRecipe,
  { work: directory, threads, testPictures: pictures, signal }: Omit<SceneModelPlace, "out">,
  onProgress: (progress: TrainingProgress) => void,
): Promise<{ variant: TestedVariant; chance: SceneFigures }> {
  const trainer = await openSceneTrainer(recipe, { directory, threads });
  try {
    const { wallSeconds } = await trainScenes(trainer, recipe, { directory, signal }, onProgress);
    const ways = { model: asTheModel };
    const { model, chance } = await testScenes(trainer, recipe, ways, { pictures, signal });
    const parameters = trainer.parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);
    return { variant: { parameters, trainedSeconds: wallSeconds, test: model }, chance };
  } finally {
    await trainer.close();
  }
}
