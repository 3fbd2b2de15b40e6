import {
  Client,
  type CombinedError,
  fetchExchange,
  makeOperation,
  mapExchange,
  type Operation,
  subscriptionExchange,
} from "@urql/core";
import { retryExchange } from "@urql/exchange-retry";
import { keyHeaders } from "./access-key";
import { endpoint } from "./address";
import { cache } from "./cache";
import { connectionOf, onReturn, setConnection } from "./connection";
import { subscribe } from "./socket";

/** What an error says of the service; null for one that the service answered a request with. */
function connectionBy({ networkError, response }: CombinedError) {
  const status = (response as Response | undefined)?.status;
  if (status !== undefined) return connectionOf(status);
  return networkError ? connectionOf(0) : null;
}

/** The queries whose answers are shown, by key. */
const shown = new Map<number, Operation>();

/** The client of the whole page. A query that finds no service is asked again until there is one. */
export const client = new Client({
  url: endpoint.href,
  preferGetMethod: false,
  requestPolicy: "cache-and-network",
  // Requests with files need a header that no form of another site can send.
  fetchOptions: () => ({ headers: { ...keyHeaders(), "apollo-require-preflight": "true" } }),
  exchanges: [
    mapExchange({
      onOperation: (operation) => {
        if (operation.kind === "query") shown.set(operation.key, operation);
        else if (operation.kind === "teardown") shown.delete(operation.key);
      },
    }),
    cache,
    mapExchange({
      onResult: ({ error }) => {
        const fault = error ? connectionBy(error) : null;
        if (fault !== null) setConnection(fault);
        else if (!error?.networkError) setConnection("online");
      },
    }),
    retryExchange({
      initialDelayMs: 500,
      maxDelayMs: 10_000,
      maxNumberAttempts: Number.POSITIVE_INFINITY,
      retryIf: (error, { kind }) => kind === "query" && connectionBy(error) === "away",
    }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: (request) => ({
        subscribe: (sink) => ({ unsubscribe: subscribe(request, sink) }),
      }),
    }),
  ],
});

onReturn(() => {
  for (const operation of shown.values()) {
    const context = { ...operation.context, requestPolicy: "cache-and-network" } as const;
    client.reexecuteOperation(makeOperation("query", operation, context));
  }
});
