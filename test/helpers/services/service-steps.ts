import { picture } from "../pictures/pictures";
import type { TestService } from "./test-service";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Anything = any;

/** Calls a mutation by the conventions of the schema and gives its result, whichever member of the union it is. */
export async function mutate(
  service: Pick<TestService, "query">,
  name: string,
  input: Record<string, unknown>,
  fields: string,
): Promise<Anything> {
  const inputType = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await service.query(
    `mutation ($input: ${inputType}!) { ${name}(input: $input) { __typename ... on Error { code message } ${fields} } }`,
    { input },
  );
  if (errors) throw new Error(`${name} answered ${JSON.stringify(errors)}`);
  return data[name];
}

export const addedImages = `... on AddedImages { results { __typename ... on Error { code message }
  ... on AddedImage { alreadyStored image { id name sha256 mediaType width height sizeBytes url } } } }`;

/** Sends one picture as base64; what became of it. */
export async function addImage(service: Pick<TestService, "query">, bytes: Buffer, name?: string) {
  const input = { images: [{ source: { base64: bytes.toString("base64") }, name }] };
  const { results } = await mutate(service, "addImages", input, addedImages);
  return results[0];
}

/** Stores a picture made from the seed; its id. */
export async function addPicture(service: Pick<TestService, "query">, seed: number): Promise<string> {
  return (await addImage(service, await picture(seed), `picture ${seed}`)).image.id;
}

export const createdVocabulary = `... on InvalidVocabularyError { problems { position label reason nearest } }
  ... on CreatedVocabulary { alreadyStored vocabulary { id name version contentHash labelCount dimensions
    labels(first: 100) { edges { node { position label training origin words } } } } }`;

/** The id of the word vectors that every test service has. */
export async function tinySetId(service: Pick<TestService, "query">): Promise<string> {
  const { data } = await service.query("{ wordVectorSets(last: 1) { edges { node { id } } } }"); // the oldest
  return data.wordVectorSets.edges[0].node.id;
}

/** Makes a vocabulary of words that the tiny word vectors have; its id. */
export async function createVocabulary(
  service: Pick<TestService, "query">,
  labels: readonly string[] = ["dog", "cat", "bird"],
  name = labels.join(" ").slice(0, 100),
): Promise<string> {
  const input = {
    name,
    wordVectorSetId: await tinySetId(service),
    labels: labels.map((label) => ({ label })),
  };
  return (await mutate(service, "createVocabulary", input, createdVocabulary)).vocabulary.id;
}

/** Asks for predictions; the result of the mutation. */
export function predict(
  service: Pick<TestService, "query">,
  input: {
    imageIds?: readonly string[];
    filter?: object;
    vocabularyId: string;
    topK?: number;
    idempotencyKey?: string;
  },
) {
  const fields = "... on AcceptedPredictionBatch { batch { id state total topK } }";
  return mutate(service, "predict", input, fields);
}

/** Asks for predictions and waits for the last; the batch with its first hundred predictions. */
export async function predictAndWait(
  service: Pick<TestService, "query" | "collect">,
  input: Parameters<typeof predict>[1],
) {
  const { batch } = await predict(service, input);
  await service.collect("subscription ($id: ID!) { predictionBatchEvents(batchId: $id) { sequence } }", {
    id: batch.id,
  });
  return readBatch(service, batch.id);
}

/** A batch as it is now, with its first hundred predictions. */
export async function readBatch(service: Pick<TestService, "query">, id: string): Promise<Anything> {
  const { data, errors } = await service.query(
    `query ($id: ID!) { predictionBatch(id: $id) { id state total completed failed sequence ndjsonUrl csvUrl
      predictions(first: 100) { edges { cursor node { id state error { code message } image { id name }
        labels { rank score label { label } } } } pageInfo { hasNextPage endCursor } } } }`,
    { id },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const batch = data.predictionBatch;
  return batch && { ...batch, predictions: batch.predictions.edges.map((edge: Anything) => edge.node) };
}

/** What this process has done. */
export async function runtime(service: Pick<TestService, "query">): Promise<Anything> {
  const { data } = await service.query(
    "{ runtime { imagesEncoded imagesScored regionCacheHits regionCacheMisses lanes { name restarts } } }",
  );
  return data.runtime;
}
