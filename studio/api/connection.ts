import { useSyncExternalStore } from "react";
import { keyHeaders } from "./access-key";
import { endpoint } from "./address";

/** `locked`: the service answers, but wants an API key, or another one. */
export type Connection = "online" | "away" | "locked";

const FIRST_LOOK_MS = 1_000;
const LONGEST_MS = 10_000;

let connection: Connection = "online";
let looksIn = FIRST_LOOK_MS;
const listeners = new Set<() => void>();

/** Tells of a change, and, while the service is away, looks until it is back. */
export function setConnection(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const listener of [...listeners]) listener();
  if (next !== "away") return;
  looksIn = FIRST_LOOK_MS;
  setTimeout(look, looksIn);
}

async function look(): Promise<void> {
  if (connection !== "away") return;
  const status = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", ...keyHeaders() },
    body: JSON.stringify({ query: "{ __typename }" }),
  }).then(
    (response) => response.status,
    () => 0,
  );
  if (status === 401) setConnection("locked");
  else if (status === 200) setConnection("online");
  else {
    looksIn = Math.min(LONGEST_MS, looksIn * 1.5);
    setTimeout(look, looksIn);
  }
}

/** Calls back whenever the connection has changed; the function that it gives ends that. */
export function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentConnection = (): Connection => connection;

export function useConnection(): Connection {
  return useSyncExternalStore(onConnection, currentConnection);
}
