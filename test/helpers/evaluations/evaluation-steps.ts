import { addPicture, createVocabulary, mutate, predictAndWait } from "../services/service-steps";
import type { TestService } from "../services/test-service";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Anything = any;

export const words = ["dog", "cat", "bird"];

/** Pictures that are stored, and what the model says of each, the best label first. */
export interface Ranked {
  readonly vocabularyId: string;
  readonly images: readonly { id: string; labels: readonly { label: string; score: number }[] }[];
}

/** Stores pictures and has the service rank the labels of each. */
export async function rankedPictures(service: TestService, count: number): Promise<Ranked> {
  const vocabularyId = await createVocabulary(service, words);
  const imageIds: string[] = [];
  for (let seed = 1; seed <= count; seed++) imageIds.push(await addPicture(service, seed));
  const { predictions } = await predictAndWait(service, { imageIds, vocabularyId, topK: words.length });
  const images = predictions.map(({ image, labels }: Anything) => ({
    id: image.id,
    labels: labels.map(({ label, score }: Anything) => ({ label: label.label, score })),
  }));
  return { vocabularyId, images };
}

/** Makes a benchmark set in which each picture has the label of a rank (0 for the model's best); its id. */
export async function setWithRank(
  service: TestService,
  { vocabularyId, images }: Ranked,
  rank: number,
): Promise<string> {
  const input = {
    name: `rank ${rank}`,
    vocabularyId,
    images: images.map(({ id, labels }) => ({ imageId: id, present: [labels[rank]?.label] })),
  };
  const fields = "... on CreatedBenchmarkSet { benchmarkSet { id } }";
  return (await mutate(service, "createBenchmarkSet", input, fields)).benchmarkSet.id;
}

/** Asks for a run; the result of the mutation. */
export function runEvaluation(service: Pick<TestService, "query">, input: Record<string, unknown>) {
  const fields = "... on AcceptedEvaluationRun { run { id state protocol total ks resamples } }";
  return mutate(service, "runEvaluation", input, fields);
}

/** Asks for a run and waits for its last event; its id and its events. */
export async function evaluate(
  service: Pick<TestService, "query" | "collect">,
  input: Record<string, unknown>,
) {
  const { run } = await runEvaluation(service, input);
  const events = await service.collect(
    `subscription ($id: ID!) { evaluationEvents(runId: $id) { sequence state imagesDone total secondsLeft } }`,
    { id: run.id },
  );
  return { id: run.id as string, events: events.map(({ data }) => data.evaluationEvents) };
}

/** Fields of a run, by a selection. */
export async function readRun(
  service: Pick<TestService, "query">,
  id: string,
  fields: string,
): Promise<Anything> {
  const { data, errors } = await service.query(`query ($id: ID!) { evaluationRun(id: $id) { ${fields} } }`, {
    id,
  });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.evaluationRun;
}

/** Asks for two runs to be compared; the result of the mutation. */
export function compareRuns(service: Pick<TestService, "query">, first: string, second: string) {
  const fields = "... on AcceptedEvaluationComparison { comparison { id state kind } }";
  return mutate(service, "compareEvaluationRuns", { first, second }, fields);
}
