import { randomTensor } from "../../test/helpers/graph/random-tensors";
import type { ServiceProcess } from "./service-process";

/** As many as NUS-WIDE's smaller vocabulary has. */
export const LABELS = 81;
const DIMENSIONS = 300;
const IMAGES_A_REQUEST = 20;

const CREATE = `mutation ($input: CreateVocabularyInput!) { createVocabulary(input: $input) {
  ... on CreatedVocabulary { vocabulary { id } } ... on Error { message } } }`;
const ADD = `mutation ($input: AddImagesInput!) { addImages(input: $input) {
  ... on AddedImages { results { ... on AddedImage { image { id } } ... on Error { message } } }
  ... on Error { message } } }`;
const PREDICT = `mutation ($input: PredictInput!) { predict(input: $input) {
  ... on AcceptedPredictionBatch { batch { id } } ... on Error { message } } }`;
const CANCEL = `mutation ($input: CancelPredictionBatchInput!) { cancelPredictionBatch(input: $input) {
  ... on CancelledPredictionBatch { alreadyEnded } ... on Error { message } } }`;
const SEGMENTS = "{ runtime { loadedModels { encodeSegments { cap latencies { size ms } } } } }";
const WATCH = "subscription ($id: ID!) { predictionBatchEvents(batchId: $id) { sequence } }";
const RESULT = "query ($id: ID!) { predictionBatch(id: $id) { state failed } }";

/** A vocabulary of 81 labels with vectors made from the seed; its id. */
export async function createVocabulary({ ask }: ServiceProcess, seed: number): Promise<string> {
  const labels = Array.from({ length: LABELS }, (_, i) => {
    const { data } = randomTensor([DIMENSIONS], seed * LABELS + i);
    return { label: `label ${i}`, vector: [...data] };
  });
  return create(ask, { name: `vocabulary ${seed}`, labels, space: "bench" });
}

/** A vocabulary of labels alone, for a model that encodes them; its id. */
export function createLabels(
  { ask }: ServiceProcess,
  name: string,
  labels: readonly { readonly label: string; readonly phrases?: readonly string[] }[],
): Promise<string> {
  return create(ask, { name, labels });
}

async function create(ask: ServiceProcess["ask"], input: Record<string, unknown>): Promise<string> {
  type Made = { createVocabulary: { vocabulary: { id: string } } };
  return (await ask<Made>(CREATE, { input })).createVocabulary.vocabulary.id;
}

/** Stores pictures; their ids. */
export async function addImages({ ask }: ServiceProcess, pictures: readonly Buffer[]): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < pictures.length; start += IMAGES_A_REQUEST) {
    const images = pictures
      .slice(start, start + IMAGES_A_REQUEST)
      .map((bytes) => ({ source: { base64: bytes.toString("base64") } }));
    type Added = { addImages: { results: { image: { id: string } }[] } };
    const { addImages: added } = await ask<Added>(ADD, { input: { images } });
    ids.push(...added.results.map(({ image }) => image.id));
  }
  return ids;
}

/** Labels stored images by `predict`, from the request to the batch's last event; images a second. */
export async function predictRate(
  service: ServiceProcess,
  imageIds: readonly string[],
  vocabularyId: string,
): Promise<number> {
  const begun = performance.now();
  const id = await startBatch(service, imageIds, vocabularyId);
  await service.watch(WATCH, { id });
  const seconds = (performance.now() - begun) / 1000;
  type Result = { predictionBatch: { state: string; failed: number } };
  const { predictionBatch } = await service.ask<Result>(RESULT, { id });
  if (predictionBatch.state !== "COMPLETED" || predictionBatch.failed > 0)
    throw new Error(`not all predictions of the batch were made: ${JSON.stringify(predictionBatch)}`);
  return imageIds.length / seconds;
}

/** Has stored images labeled by `predict`; the batch's id. */
export async function startBatch(
  { ask }: ServiceProcess,
  imageIds: readonly string[],
  vocabularyId: string,
): Promise<string> {
  type Accepted = { predict: { batch: { id: string } } };
  const { predict } = await ask<Accepted>(PREDICT, { input: { imageIds, vocabularyId } });
  return predict.batch.id;
}

/** Ends a batch, and waits for its last event. */
export async function cancelBatch({ ask, watch }: ServiceProcess, id: string): Promise<void> {
  await ask(CANCEL, { input: { id } });
  await watch(WATCH, { id });
}

/** How long the longest batch that a lane runs takes, as the service measured it. */
export async function laneBatchMs({ ask }: ServiceProcess): Promise<number> {
  type Segment = { cap: number; latencies: { size: number; ms: number }[] };
  const { runtime } = await ask<{ runtime: { loadedModels: { encodeSegments: Segment[] }[] } }>(SEGMENTS);
  const { encodeSegments } = runtime.loadedModels[0]!;
  const longest = encodeSegments.map(({ cap, latencies }) => {
    const run = latencies.filter(({ size }) => size <= cap).map(({ ms }) => ms);
    return Math.max(...run);
  });
  return Math.max(...longest);
}

/** Images that went through the backbone since the service started. */
export async function imagesEncoded({ ask }: ServiceProcess): Promise<number> {
  const { runtime } = await ask<{ runtime: { imagesEncoded: number } }>("{ runtime { imagesEncoded } }");
  return runtime.imagesEncoded;
}
