import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { sceneLabels } from "../../datasets/scenes/combinations";
import { composeScene } from "../../datasets/scenes/compose-scene";
import { type DrawnScene, drawScene } from "../../datasets/scenes/draw-scene";
import { testPictures } from "../../datasets/scenes/test-pictures";
import { encodePng } from "../../pictures/encode-png";
import type { Database } from "../../storage/database/database";
import { doOnce } from "../../storage/database/do-once";
import { listModelVersions } from "../../storage/models/list-model-versions";
import { importBenchmarkSet } from "../benchmarks/import-benchmark-set";
import { sceneBenchmark } from "../benchmarks/scene-benchmark";
import { addImage } from "../images/add-image";
import { createVocabulary } from "../vocabularies/create-vocabulary";
import { importWordVectors } from "../vocabularies/import-word-vectors";
import { FIRST_MODEL_FILES, SCENES_MODEL } from "./first-model-files";
import { importModel } from "./import-model";

const PICTURES = 6;
const PICTURE_SIDE = 224;
const BENCHMARK_PICTURES = 300; // of the 2,000 of the model's report: as many as a first start has time for

/** Where the shipped model is, and where its import may keep files. */
interface FirstModel {
  /** Holds `words.txt` and the model's folder. */
  readonly directory: string;
  readonly workDirectory: string;
}

/**
 * Lets a new installation answer at once: imports the shipped model with its word vectors, two vocabularies,
 * a benchmark set of test pictures and a few larger pictures. Once in the database's life, so that what is deleted stays deleted; and not
 * at all if there is already a model. True if it was done now.
 */
export async function seedFirstModel(
  db: Database,
  { directory, workDirectory }: FirstModel,
): Promise<boolean> {
  let brought = false;
  await doOnce(db, "first model", async () => {
    const { rows } = await listModelVersions(db, { first: 1 });
    if (rows.length > 0) return;
    const { vocabularyId, spaceId } = await seedVocabularies(db, path.join(directory, "words.txt"));
    const source = sceneBenchmark(db, BENCHMARK_PICTURES);
    await importBenchmarkSet(db, { name: "scenes test", source, vectors: { vocabularyId } });
    await seedPictures(db, new Set(sceneLabels().flatMap(({ label, seen }) => (seen ? [] : [label]))));
    const model = (file: string) => path.join(directory, "model", file);
    await mkdir(workDirectory, { recursive: true });
    const backbone = {
      onnxPath: model(FIRST_MODEL_FILES.backbone),
      manifestPath: model(FIRST_MODEL_FILES.manifest),
    };
    const settings = await readFile(model(FIRST_MODEL_FILES.headSettings), "utf8");
    const { heads } = z.strictObject({ heads: z.number().int().positive() }).parse(JSON.parse(settings));
    const checkpointPath = model(FIRST_MODEL_FILES.head);
    await importModel(db, { name: SCENES_MODEL, checkpointPath, heads, backbone, spaceId }, workDirectory);
    brought = true;
  });
  return brought;
}

/** Returns the id of the one with all labels, and the space of their vectors. */
async function seedVocabularies(
  db: Database,
  wordsFile: string,
): Promise<{ vocabularyId: string; spaceId: string }> {
  const { set } = await importWordVectors(db, { name: SCENES_MODEL, path: wordsFile });
  const labels = sceneLabels().map(({ label, seen }) => ({
    label,
    training: seen ? ("SEEN" as const) : ("UNSEEN" as const),
  }));
  const unseen = labels.filter(({ training }) => training === "UNSEEN");
  await createVocabulary(db, { name: `${SCENES_MODEL}, unseen`, labels: unseen, wordVectorSetId: set.id });
  const { vocabulary } = await createVocabulary(db, { name: SCENES_MODEL, labels, wordVectorSetId: set.id });
  return { vocabularyId: vocabulary.id, spaceId: set.spaceId };
}

/**
 * The first test pictures that show a combination unseen in training. Lists are newest first, so
 * the last one must be stored first.
 */
async function seedPictures(db: Database, unseen: ReadonlySet<string>): Promise<void> {
  const pictures: DrawnScene[] = [];
  for (let index = 0; pictures.length < PICTURES; index++) {
    const picture = drawScene(composeScene(testPictures.seed, "test", index), PICTURE_SIDE);
    const labels = picture.objects.flatMap((object) => object.labels);
    if (labels.some((label) => unseen.has(label))) pictures.unshift(picture);
  }
  for (const [position, picture] of pictures.entries()) {
    await addImage(db, { bytes: await encodePng(picture), name: `scene ${PICTURES - position}` });
  }
}
