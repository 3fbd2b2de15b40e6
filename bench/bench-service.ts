import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type App, startApp } from "../src/app";
import { readConfig } from "../src/config";
import { importModel } from "../src/services/models/import-model";
import { importWordVectors } from "../src/storage/vocabularies/word-vectors";
import { readWordVectors } from "../src/vocabulary/files/read-word-vectors";
import { tinyWordVectors, writeTinyModelFiles } from "../test/helpers/models/tiny-model";

/** A service of the benchmark's own, with a model so small that what is left is our own work. */
export interface BenchService {
  readonly app: App;
  /** Asks over HTTP; throws what comes back as an error. */
  ask<T>(query: string, variables?: object): Promise<T>;
  stop(): Promise<void>;
}

export async function startBenchService(env: Record<string, string> = {}): Promise<BenchService> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-bench-"));
  await chmod(directory, 0o755); // run by root, PostgreSQL has another user, who must get in
  const settings = { REGIONARY_DATA_DIR: directory, REGIONARY_PORT: "0", REGIONARY_PROVIDER: "cpu", ...env };
  const app = await startApp(readConfig(settings), () => undefined);
  const { db } = app.context;
  const files = await writeTinyModelFiles(path.join(directory, "tiny"));
  const { checkpointPath, heads, onnxPath, manifestPath } = files;
  await importModel(
    db,
    { name: "tiny", checkpointPath, heads, backbone: { onnxPath, manifestPath } },
    directory,
  );
  await importWordVectors(db, "tiny", readWordVectors(await tinyWordVectors(directory)));
  return {
    app,
    ask: <T>(query: string, variables: object = {}) => askAt<T>(app.url, query, variables),
    async stop() {
      await app.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Asks a service over HTTP; throws what comes back as an error. */
export async function askAt<T>(url: string, query: string, variables: object = {}): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: { message: string }[] };
  if (errors) throw new Error(errors[0]?.message);
  return data;
}

const CREATE = `mutation ($input: CreateVocabularyInput!) { createVocabulary(input: $input) {
  ... on CreatedVocabulary { vocabulary { id } } ... on Error { message } } }`;
const ADD = `mutation ($image: NewImageInput!) { addImages(input: { images: [$image] }) {
  ... on AddedImages { results { ... on AddedImage { image { id } } } } } }`;

/** A vocabulary of these labels, by its id. */
export async function makeVocabulary({ ask }: BenchService, labels: string[]): Promise<string> {
  type Sets = { wordVectorSets: { edges: { node: { id: string } }[] } };
  const sets = await ask<Sets>("{ wordVectorSets(first: 1) { edges { node { id } } } }");
  const wordVectorSetId = sets.wordVectorSets.edges[0]?.node.id;
  const input = { name: "bench", wordVectorSetId, labels: labels.map((label) => ({ label })) };
  const made = await ask<{ createVocabulary: { vocabulary: { id: string } } }>(CREATE, { input });
  return made.createVocabulary.vocabulary.id;
}

/** A stored picture, by its id. */
export async function addImage({ ask }: BenchService, bytes: Buffer): Promise<string> {
  type Added = { addImages: { results: { image: { id: string } }[] } };
  const added = await ask<Added>(ADD, { image: { source: { base64: bytes.toString("base64") } } });
  return added.addImages.results[0]?.image.id ?? "";
}
