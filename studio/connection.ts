import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-ws";

const endpoint = new URL("/graphql", window.location.href);
const keyName = "regionary-api-key";

/** Kept until the browser's tab is closed. */
export function rememberKey(key: string): void {
  window.sessionStorage.setItem(keyName, key);
}

/** Queries and mutations by HTTP, subscriptions by WebSocket, all to the service that served this page. */
export function connect(): Fetcher {
  const socket = new URL(endpoint);
  socket.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";
  return createGraphiQLFetcher({
    url: endpoint.href,
    headers: authorization(),
    wsClient: createClient({ url: socket.href, connectionParams: authorization }),
  });
}

/** Whether the service refuses us for want of the right API key. */
export async function isKeyWanted(): Promise<boolean> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", ...authorization() },
    body: JSON.stringify({ query: "{ __typename }" }),
  }).catch(() => undefined); // a service that is away is GraphiQL's to report
  return response?.status === 401;
}

function authorization(): Record<string, string> {
  const key = window.sessionStorage.getItem(keyName);
  return key ? { authorization: `Bearer ${key}` } : {};
}
