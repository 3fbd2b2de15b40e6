import type { Client } from "graphql-ws";

export interface BatchEvent {
  readonly sequence: number;
  readonly state: string;
  readonly completed: number;
  readonly failed: number;
  readonly total: number;
  readonly predictions: readonly { readonly id: string }[];
}

const query = `subscription ($id: ID!, $after: Int!) { predictionBatchEvents(batchId: $id, afterSequence: $after) {
  sequence state completed failed total predictions { id } } }`;

/** The events of a batch as they come; an error of the subscription is thrown. */
export async function* batchEvents(client: Client, id: string, after = 0): AsyncGenerator<BatchEvent> {
  for await (const { data, errors } of client.iterate({ query, variables: { id, after } })) {
    if (errors) throw errors;
    yield (data as { predictionBatchEvents: BatchEvent }).predictionBatchEvents;
  }
}

/** All events of a batch, to its last. */
export async function allBatchEvents(client: Client, id: string, after = 0): Promise<BatchEvent[]> {
  const events: BatchEvent[] = [];
  for await (const event of batchEvents(client, id, after)) events.push(event);
  return events;
}
