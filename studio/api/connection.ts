import { useSyncExternalStore } from "react";
import { keyHeaders } from "./access-key";
import { endpoint } from "./address";

/**
 * `locked`: the service answers, but wants an API key, or another one. `refused`: it does not know the address that this
 * page has, as behind a proxy that it was not told of.
 */
export type Connection = "online" | "away" | "locked" | "refused";

const FIRST_LOOK_MS = 1_000;
const LONGEST_MS = 10_000;

let connection: Connection = "online";
let looksIn = FIRST_LOOK_MS;
let nextLook: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const returnListeners = new Set<() => void>();

/** Tells of a change, and, while the service is away, looks until it is back. */
export function setConnection(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const listener of [...listeners]) listener();
  if (next === "online") tellReturn();
  clearTimeout(nextLook);
  if (next !== "away") return;
  looksIn = FIRST_LOOK_MS;
  nextLook = setTimeout(lookAgain, looksIn);
}

/** Asks the service for the least there is, with the key that is kept, and says how that went. */
export async function look(): Promise<Connection> {
  const status = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", ...keyHeaders() },
    body: JSON.stringify({ query: "{ __typename }" }),
  }).then(
    (response) => response.status,
    () => 0,
  );
  const found = connectionOf(status) ?? "online";
  setConnection(found);
  return found;
}

async function lookAgain(): Promise<void> {
  if ((await look()) !== "away") return;
  looksIn = Math.min(LONGEST_MS, looksIn * 1.5);
  clearTimeout(nextLook);
  nextLook = setTimeout(lookAgain, looksIn);
}

/** What the status of an answer says of the service; 0 is no answer, and null is an answer of the service's own. */
export function connectionOf(status: number): Exclude<Connection, "online"> | null {
  if (status === 401) return "locked";
  if (status === 403) return "refused";
  return status === 0 || (status >= 502 && status <= 504) ? "away" : null;
}

/** Calls back whenever the connection has changed; the function that it gives ends that. */
export function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Waits for as long as the service is away. */
export async function whenReachable(): Promise<void> {
  if (connection !== "away") return;
  await new Promise<void>((resolve) => {
    const end = onConnection(() => {
      if (connection === "away") return;
      end();
      resolve();
    });
  });
}

/** Calls back when the service, or the socket alone, is there again, since what changed meanwhile was not reported. */
export function onReturn(callback: () => void): void {
  returnListeners.add(callback);
}

export function tellReturn(): void {
  for (const listener of returnListeners) listener();
}

export const currentConnection = (): Connection => connection;

export function useConnection(): Connection {
  return useSyncExternalStore(onConnection, currentConnection);
}
