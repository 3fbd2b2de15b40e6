import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { askAt } from "../bench-service";

/** What the clients are asked to do, in a process of their own, so that their work is not counted as the service's. */
export type ClientTask =
  | { readonly kind: "classify"; readonly rounds: number; readonly input: object }
  | { readonly kind: "predict"; readonly rounds: number; readonly input: object }
  | {
      readonly kind: "closedLoop";
      readonly clients: number;
      readonly vocabularyId: string;
      /** In base64. */
      readonly pictures: readonly string[];
    };

/** What they measured. */
export interface ClientTimes {
  /** Of each request. */
  readonly ms: readonly number[];
}

const CLASSIFY = `mutation ($input: ClassifyInput!) { classify(input: $input) {
  ... on Classified { prediction { labels { score label { label } } } } ... on Error { message } } }`;
const PREDICT = `mutation ($input: PredictInput!) { predict(input: $input) {
  ... on AcceptedPredictionBatch { batch { id } } ... on Error { message } } }`;
const WATCH = "subscription ($id: ID!) { predictionBatchEvents(batchId: $id) { state } }";

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function inTurn(rounds: number, work: () => Promise<unknown>): Promise<ClientTimes> {
  const ms: number[] = [];
  for (let round = 0; round < rounds; round++) ms.push(await timed(work));
  return { ms };
}

/** From sending `predict` to the event that ends the batch, at a subscriber. */
async function predict(url: string, rounds: number, input: object): Promise<ClientTimes> {
  const socket = createClient({ url: `${url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket });
  const times = await inTurn(rounds, async () => {
    type Accepted = { predict: { batch: { id: string } } };
    const accepted = await askAt<Accepted>(url, PREDICT, { input });
    const watching = socket.iterate({ query: WATCH, variables: { id: accepted.predict.batch.id } });
    for await (const _event of watching); // it ends with the batch's last event
  });
  await socket.dispose();
  return times;
}

/** Clients that each send the next picture when the last is answered. */
async function closedLoop(url: string, task: ClientTask & { kind: "closedLoop" }): Promise<ClientTimes> {
  const { clients, vocabularyId } = task;
  const pictures = [...task.pictures];
  const ms: number[] = [];
  const client = async () => {
    for (let base64 = pictures.pop(); base64; base64 = pictures.pop()) {
      const input = { image: { base64 }, vocabularyId, topK: 5 };
      ms.push(await timed(() => askAt(url, CLASSIFY, { input })));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { ms };
}

process.on("message", ({ url, task }: { url: string; task: ClientTask }) => {
  const measure = (): Promise<ClientTimes> => {
    if (task.kind === "closedLoop") return closedLoop(url, task);
    if (task.kind === "predict") return predict(url, task.rounds, task.input);
    return inTurn(task.rounds, () => askAt(url, CLASSIFY, { input: task.input }));
  };
  measure().then(
    (times) => process.send?.(times),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
