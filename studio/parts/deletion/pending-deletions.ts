import { stringifyDocument } from "@urql/core";
import { keyHeaders } from "../../api/access-key";
import { endpoint } from "../../api/address";
import { type Chosen, DeleteImages } from "./delete-document";

/** Images that somebody wants deleted, and may still want back. */
export interface PendingDeletion {
  readonly chosen: Chosen;
  readonly count: number;
}

/** A browser sends 64 KiB at most of a page that is gone: so many ids at once. */
const IDS_AT_LAST = 800;

let pending: readonly PendingDeletion[] = [];
const listeners = new Set<() => void>();

function change(next: readonly PendingDeletion[]): void {
  pending = next;
  for (const listener of [...listeners]) listener();
}

export const currentDeletions = (): readonly PendingDeletion[] => pending;

export function onDeletions(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const addDeletion = (deletion: PendingDeletion): void => change([...pending, deletion]);

export const removeDeletion = (deletion: PendingDeletion): void =>
  change(pending.filter((one) => one !== deletion));

/** Has a request sent although the page goes. */
function sendAtLast(input: Chosen): void {
  const body = JSON.stringify({ query: stringifyDocument(DeleteImages), variables: { input } });
  const headers = { "content-type": "application/json", ...keyHeaders() };
  void fetch(endpoint, { method: "POST", keepalive: true, headers, body });
}

window.addEventListener("pagehide", () => {
  for (const { chosen } of pending) sendAtLast(chosen);
  change([]);
});
window.addEventListener("beforeunload", (event) => {
  const ids = pending.reduce((sum, { chosen }) => sum + (chosen.imageIds?.length ?? 0), 0);
  if (ids > IDS_AT_LAST) event.preventDefault();
});
