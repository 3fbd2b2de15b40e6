import { Client, fetchExchange, mapExchange, subscriptionExchange } from "@urql/core";
import { retryExchange } from "@urql/exchange-retry";
import { keyHeaders } from "./access-key";
import { endpoint } from "./address";
import { cache } from "./cache";
import { currentConnection, onConnection, setConnection } from "./connection";
import { subscribe } from "./socket";

const statusOf = (response: unknown): number | undefined => (response as Response | undefined)?.status;

/** The client of the whole page. A query that finds no service is asked again until there is one. */
export const client = new Client({
  url: endpoint.href,
  preferGetMethod: false,
  requestPolicy: "cache-and-network",
  fetchOptions: () => ({ headers: keyHeaders() }),
  exchanges: [
    cache,
    mapExchange({
      onError: ({ networkError, response }) => {
        if (statusOf(response) === 401) setConnection("locked");
        else if (networkError && (statusOf(response) ?? 502) >= 502) setConnection("away");
      },
      onResult: ({ error }) => {
        if (!error?.networkError && currentConnection() !== "online") setConnection("online");
      },
    }),
    retryExchange({
      initialDelayMs: 500,
      maxDelayMs: 10_000,
      maxNumberAttempts: Number.POSITIVE_INFINITY,
      retryIf: (error, { kind }) =>
        kind === "query" && error.networkError !== undefined && (statusOf(error.response) ?? 502) >= 502,
    }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: (request) => ({
        subscribe: (sink) => ({ unsubscribe: subscribe(request, sink) }),
      }),
    }),
  ],
});

/** Calls back when the service is there again, since what changed meanwhile was not reported. */
export function onReturn(callback: () => void): () => void {
  let was = currentConnection();
  return onConnection(() => {
    const is = currentConnection();
    if (is === "online" && was !== "online") callback();
    was = is;
  });
}
