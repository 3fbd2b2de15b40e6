import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { composeScene } from "../../../src/datasets/scenes/compose-scene";
import { drawScene } from "../../../src/datasets/scenes/draw-scene";
import { testPictures } from "../../../src/datasets/scenes/test-pictures";
import { encodePng } from "../../../src/pictures/encode-png";
import { progress } from "../../runner/progress";
import { type ServiceProcess, startServiceProcess } from "../../service/service-process";

/** The first test pictures are the benchmark set of a new installation, on which the model is calibrated. */
const BENCHMARK_PICTURES = 300;
const IMAGES_A_REQUEST = 20;
/** Begins the names of the pictures that are searched. */
export const SEARCHED = "searched";

const BEGINNING = `{ activeModelVersion { id } benchmarkSets(first: 5) { edges { node { id name } } }
  vocabularies(first: 5) { edges { node { id name } } } }`;
const ADD = `mutation ($input: AddImagesInput!) { addImages(input: $input) {
  ... on AddedImages { results { ... on AddedImage { image { id } } ... on Error { message } } }
  ... on Error { message } } }`;
const EVALUATE = `mutation ($input: RunEvaluationInput!) { runEvaluation(input: $input) {
  ... on AcceptedEvaluationRun { run { id } } ... on Error { message } } }`;
const INDEX = `mutation { indexImages(input: {}) { ... on AcceptedImageIndexing { indexing { id } } ... on Error { message } } }`;
const WATCH = "subscription ($id: ID!) { workEvents(workId: $id) { sequence } }";

/** A new installation with a calibrated model, and pictures that neither its training nor its calibration had. */
export interface ScenesService {
  readonly service: ServiceProcess;
  /** Of all labels. */
  readonly vocabularyId: string;
  /** By image, the labels that are to be seen in it. */
  readonly shown: ReadonlyMap<string, ReadonlySet<string>>;
  stop(): Promise<void>;
}

export async function startScenes(count: number): Promise<ScenesService> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-bench-scenes-"));
  await chmod(directory, 0o755); // run by root, PostgreSQL has another user, who must get in
  progress("starting a new installation");
  const settings = {
    ...{ REGIONARY_DATA_DIR: directory, REGIONARY_PORT: "0" },
    ...{ REGIONARY_PROVIDER: "cpu", REGIONARY_INT8: "off" },
  };
  const service = await startServiceProcess(settings, { firstModel: true });
  const stop = async () => {
    await service.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const { setId, vocabularyId } = await beginning(service);
    progress("calibrating its model on its benchmark set");
    type Evaluated = { runEvaluation: { run: { id: string } } };
    const input = { benchmarkSetId: setId, resamples: 0 };
    const { runEvaluation } = await service.ask<Evaluated>(EVALUATE, { input });
    await service.watch(WATCH, { id: runEvaluation.run.id });
    progress(`drawing and storing ${count} pictures`);
    const shown = new Map<string, ReadonlySet<string>>();
    for (let first = 0; first < count; first += IMAGES_A_REQUEST) {
      const added = await addScenes(service, first, Math.min(IMAGES_A_REQUEST, count - first));
      for (const [id, labels] of added) shown.set(id, labels);
    }
    progress("indexing them");
    const { indexImages } = await service.ask<{ indexImages: { indexing: { id: string } } }>(INDEX);
    await service.watch(WATCH, { id: indexImages.indexing.id });
    return { service, vocabularyId, shown, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the first start makes. */
async function beginning({ ask }: ServiceProcess): Promise<{ setId: string; vocabularyId: string }> {
  type Named = { edges: { node: { id: string; name: string } }[] };
  type Beginning = { activeModelVersion: { id: string } | null; benchmarkSets: Named; vocabularies: Named };
  const named = ({ edges }: Named, name: string) => edges.find(({ node }) => node.name === name)?.node;
  const { activeModelVersion, benchmarkSets, vocabularies } = await ask<Beginning>(BEGINNING);
  const set = named(benchmarkSets, "scenes test");
  const vocabulary = named(vocabularies, "scenes");
  if (!activeModelVersion || !set || !vocabulary)
    throw new Error("a new installation has no model, benchmark set or vocabulary of scenes");
  return { setId: set.id, vocabularyId: vocabulary.id };
}

async function addScenes(
  { ask }: ServiceProcess,
  first: number,
  count: number,
): Promise<[id: string, labels: ReadonlySet<string>][]> {
  const { seed, side } = testPictures;
  const pictures = Array.from({ length: count }, (_, i) =>
    drawScene(composeScene(seed, "test", BENCHMARK_PICTURES + first + i), side),
  );
  const images = await Promise.all(
    pictures.map(async (picture, i) => ({
      name: `${SEARCHED} ${first + i}`,
      source: { base64: Buffer.from(await encodePng(picture)).toString("base64") },
    })),
  );
  type Added = { addImages: { results: { image: { id: string } }[] } };
  const { addImages } = await ask<Added>(ADD, { input: { images } });
  return addImages.results.map(({ image }, i) => [
    image.id,
    new Set(pictures[i]!.objects.flatMap((object) => object.labels)),
  ]);
}
