import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { importModel } from "../../../src/services/models/import-model";
import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { addImage } from "../../../src/storage/images/images";
import type { ModelVersionRow } from "../../../src/storage/models/model-versions";
import {
  type BatchEventRow,
  type BatchRow,
  batchEventOf,
  createBatch,
  predictionBatches,
} from "../../../src/storage/predictions/prediction-batches";
import type { VocabularyRow } from "../../../src/storage/vocabularies/vocabularies";
import { prepareJobs } from "../../../src/storage/work/run-jobs";
import { readWorkEvents } from "../../../src/storage/work/work-events";
import { eventually } from "../eventually";
import { tinyWords, writeTinyModelFiles } from "../models/tiny-model";
import { picture } from "../pictures/pictures";

/** A database with the tiny model, a vocabulary and pictures, and no service that works on it. */
export interface StoredModel {
  readonly db: Database;
  readonly model: ModelVersionRow;
  readonly vocabulary: VocabularyRow;
  readonly imageIds: readonly string[];
}

export async function storeModelAndImages(url: string, imageCount: number): Promise<StoredModel> {
  const db = openDatabase(url);
  await prepareJobs(db);
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-import-"));
  try {
    const { checkpointPath, ...files } = await writeTinyModelFiles(directory);
    const { heads, ...backbone } = files;
    const { model } = await importModel(db, { name: "tiny", checkpointPath, heads, backbone }, directory);
    const vocabulary = await storeVocabulary(db, "few");
    const imageIds: string[] = [];
    for (let seed = 1; seed <= imageCount; seed++) imageIds.push(await storePicture(db, seed));
    return { db, model, vocabulary, imageIds };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Stores the tiny words as labels under a name. */
export async function storeVocabulary(db: Database, name: string, count = 5): Promise<VocabularyRow> {
  const words = tinyWords().slice(0, count);
  const { vocabulary } = await createVocabulary(db, {
    name,
    labels: words.map(({ word, vector }) => ({ label: word, vector: [...vector] })),
    space: "given",
  });
  return vocabulary;
}

/** Stores a small picture made from the seed; its id. */
export async function storePicture(db: Database, seed: number, addedByPerson = true): Promise<string> {
  const bytes = await picture(seed, { width: 12, height: 9 });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { image } = await addImage(db, {
    bytes,
    sha256,
    mediaType: "image/png",
    width: 12,
    height: 9,
    name: `${seed}`,
    addedByPerson,
  });
  return image.id;
}

/** Stores a batch of images with its job, as `predict` does. */
export function storeBatch(
  { db, model, vocabulary }: Pick<StoredModel, "db" | "model" | "vocabulary">,
  imageIds: readonly string[],
): Promise<BatchRow> {
  return createBatch(db, {
    modelVersionId: model.id,
    vocabularyId: vocabulary.id,
    topK: 3,
    imageIds,
    idempotencyKey: null,
    requestHash: "",
  });
}

/** The batch once so many of its predictions are made. */
export function batchWithDone(db: Database, id: string, done: number): Promise<BatchRow> {
  return eventually(`batch ${id} has ${done} predictions`, async () => {
    const [batch] = await predictionBatches.find(db, [id]);
    return batch && batch.done + batch.failed >= done && batch;
  });
}

/** The batch once it has ended, however. */
export function endedBatch(db: Database, id: string, patienceMs?: number): Promise<BatchRow> {
  const ended = async () => {
    const [batch] = await predictionBatches.find(db, [id]);
    return batch?.finishedAt && batch;
  };
  return eventually(`batch ${id} has ended`, ended, { patienceMs });
}

/** All events of a batch so far. */
export async function batchEvents(db: Database, id: string): Promise<BatchEventRow[]> {
  return (await readWorkEvents(db, id, 0, 10_000)).map(batchEventOf);
}

/** Begins a batch as a host with a CPU would. */
export async function beginBatch(db: Database, id: string): Promise<void> {
  const fixed = { provider: "cpu", precision: "float32", threads: 1 } as const;
  await predictionBatches.begin(db, id, { host: "here", fixed });
}

/** Fails unless the batch is complete, and each of its predictions was made and told of exactly once. */
export async function expectCompletedOnce(db: Database, id: string): Promise<void> {
  const [batch] = await predictionBatches.find(db, [id]);
  const events = await batchEvents(db, id);
  const predictions = await db.prisma.prediction.findMany({ where: { batchId: id } });
  const told = events.flatMap(({ predictionIds }) => predictionIds);
  expect(batch).toMatchObject({ state: "COMPLETED", done: batch?.total, failed: 0 });
  expect(predictions).toHaveLength(batch?.total ?? -1);
  expect(predictions.every(({ state, labels }) => state === "DONE" && labels.length === 3)).toBe(true);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ state }) => state === "COMPLETED")).toHaveLength(1);
  expect([...told].sort()).toEqual(predictions.map((prediction) => prediction.id).sort());
}
