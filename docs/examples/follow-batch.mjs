// Follows a batch to its end, through restarts of the service and lost connections, and prints each event once:
//   node docs/examples/follow-batch.mjs http://localhost:4000 BATCH_ID [API_KEY]
import { pathToFileURL } from "node:url";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws"; // browsers, and Node 22 and later, have one of their own

const QUERY = `subscription ($id: ID!, $after: Int!) {
  predictionBatchEvents(batchId: $id, afterSequence: $after) { sequence state done failed total }
}`;

/** The events of a batch, in order; each once, however often the connection is lost. */
export async function* followBatch(url, id, apiKey) {
  const client = createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: apiKey ? { "x-api-key": apiKey } : {},
    retryAttempts: 0, // it would subscribe anew with the old afterSequence; the loop below knows the last one seen
  });
  let after = 0;
  try {
    for (;;) {
      try {
        for await (const { data, errors } of client.iterate({ query: QUERY, variables: { id, after } })) {
          if (errors) throw new Error(errors[0].message);
          after = data.predictionBatchEvents.sequence;
          yield data.predictionBatchEvents;
        }
        return;
      } catch (error) {
        if (!isWorthRetrying(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500 + 500 * Math.random()));
      }
    }
  } finally {
    await client.dispose();
  }
}

/** A connection that failed or was closed; not a wrong key (4403) or a message that the service refuses (4400 …). */
const isWorthRetrying = (error) =>
  !(error instanceof Error || Array.isArray(error)) && !(error?.code >= 4400);

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  for await (const event of followBatch(...process.argv.slice(2))) console.log(JSON.stringify(event));
