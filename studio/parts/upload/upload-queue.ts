import type { Client } from "@urql/core";
import { currentConnection, onConnection } from "../../api/connection";
import { isPicture } from "./is-picture";
import { sendPicture } from "./send-picture";
import { isUnderWay, type Upload, type UploadCounts } from "./upload";

/** As many as keep a connection busy while the service decodes one. */
const AT_ONCE = 3;
/** How often what shows the queue is told of progress. */
const TELL_MS = 150;
const AGAIN_MS = 1_000;

let uploads: Upload[] = [];
let leftOut = 0;
/** Where the next file that waits may be. */
let next = 0;
let lanes = 0;
let shown: UploadCounts = countsOf([], 0);
let isTelling = false;
/** Files that are in the queue already, by all that tells them apart. */
const queued = new Set<string>();
const listeners = new Set<() => void>();

const keyOf = (file: File, path: string | null) =>
  [path ?? file.name, file.size, file.lastModified].join("\n");

function tell(): void {
  if (isTelling) return;
  isTelling = true;
  setTimeout(() => {
    isTelling = false;
    shown = countsOf(uploads, leftOut);
    for (const listener of [...listeners]) listener();
  }, TELL_MS);
}

function change(id: number, changes: Partial<Upload>): void {
  const old = uploads[id];
  if (old) uploads[id] = { ...old, ...changes };
  tell();
}

/** Queues files, each once; those that are no pictures are counted and left out. */
export function addUploads(
  client: Client,
  files: readonly { readonly file: File; readonly path: string | null }[],
): void {
  for (const { file, path } of files) {
    if (!isPicture(file)) {
      leftOut++;
      continue;
    }
    const key = keyOf(file, path);
    if (queued.has(key)) continue;
    queued.add(key);
    uploads.push({ id: uploads.length, file, path, state: "waiting", sent: 0, reason: null });
  }
  tell();
  start(client);
}

/** Tries again what failed for no fault of the picture. */
export function retryUploads(client: Client): void {
  for (const { id, state } of uploads) if (state === "failed") change(id, { state: "waiting", sent: 0 });
  next = 0;
  start(client);
}

/** Forgets what waits; what is being sent is finished. */
export function stopUploads(): void {
  for (const { id, state } of uploads) if (state === "waiting") change(id, { state: "failed" });
}

/** Empties the queue, once all is done. */
export function forgetUploads(): void {
  if (uploads.some(isUnderWay)) return;
  uploads = [];
  queued.clear();
  [next, leftOut] = [0, 0];
  tell();
}

function start(client: Client): void {
  for (let lane = lanes; lane < AT_ONCE; lane++) void run(client);
}

async function run(client: Client): Promise<void> {
  lanes++;
  for (;;) {
    while (uploads[next] && uploads[next]?.state !== "waiting") next++;
    const upload = uploads[next];
    if (!upload) break;
    await send(client, upload);
  }
  lanes--;
}

async function send(client: Client, { id, file, path }: Upload): Promise<void> {
  for (;;) {
    change(id, { state: "sending", sent: 0 });
    const result = await sendPicture(client, { file, path }, (bytes) =>
      change(id, { sent: Math.min(bytes, file.size) }),
    );
    if (result.state !== "away") {
      change(id, { sent: file.size, reason: null, ...result });
      return;
    }
    await back();
  }
}

/** Once the service is there; after a while where it only seemed away. */
const back = () =>
  new Promise<void>((resolve) => {
    if (currentConnection() === "online") {
      setTimeout(resolve, AGAIN_MS);
      return;
    }
    const stop = onConnection(() => {
      if (currentConnection() !== "online") return;
      stop();
      resolve();
    });
  });

function countsOf(all: readonly Upload[], leftOut: number): UploadCounts {
  const counts = { stored: 0, known: 0, refused: 0, failed: 0, waiting: 0, sending: 0 };
  let [bytes, sentBytes] = [0, 0];
  for (const { state, file, sent } of all) {
    counts[state]++;
    bytes += file.size;
    sentBytes += sent;
  }
  const done = counts.stored + counts.known + counts.refused + counts.failed;
  return { ...counts, total: all.length, done, bytes, sentBytes, leftOut };
}

export const currentUploads = (): readonly Upload[] => uploads;
/** The same object until something changed. */
export const currentCounts = (): UploadCounts => shown;

export function onUploads(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
