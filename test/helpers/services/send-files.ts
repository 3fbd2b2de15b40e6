import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Answer } from "./test-service";

/** A GraphQL multipart request: `files` by the path of the variable that each is. */
export async function sendFiles(
  url: string,
  query: string,
  variables: Record<string, unknown>,
  files: Readonly<Record<string, { bytes: Buffer; name: string }>>,
  headers: Record<string, string> = { "apollo-require-preflight": "true" },
): Promise<Answer> {
  const form = new FormData();
  form.append("operations", JSON.stringify({ query, variables }));
  form.append(
    "map",
    JSON.stringify(Object.fromEntries(Object.keys(files).map((path, i) => [i, [`variables.${path}`]]))),
  );
  for (const [i, { bytes, name }] of Object.values(files).entries())
    form.append(String(i), new Blob([new Uint8Array(bytes)]), name);
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: form });
  return (await response.json()) as Answer;
}

/** Collecting garbage takes a second where many tests came before. */
const PIECES_BETWEEN_LOOKS = 60;

/**
 * Streams `before`, `count` times `piece`, and `after`, never holding more; the status, the answer, and the most bytes
 * that this process (the service with it) held beyond those at the start, garbage not counted.
 */
export async function streamRequest(
  url: string,
  headers: Record<string, string>,
  { before, piece, count, after }: { before: string; piece: Buffer; count: number; after: string },
): Promise<{ status: number; answer: Answer; mostBytesHeld: number }> {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const bytesHeld = () => {
    collectGarbage();
    return process.memoryUsage().arrayBuffers;
  };
  const atStart = bytesHeld();
  let mostBytesHeld = 0;
  function* body() {
    yield Buffer.from(before);
    for (let i = 0; i < count; i++) {
      if (i % PIECES_BETWEEN_LOOKS === 0) mostBytesHeld = Math.max(mostBytesHeld, bytesHeld() - atStart);
      yield piece;
    }
    yield Buffer.from(after);
  }
  const outgoing = request(`${url}/graphql`, { method: "POST", headers });
  const incoming = new Promise<{ status: number; text: string }>((resolve, reject) => {
    outgoing.once("error", reject);
    outgoing.once("response", async (response) => {
      let text = "";
      for await (const part of response) text += part;
      resolve({ status: response.statusCode ?? 0, text });
    });
  });
  await Promise.all([incoming, pipeline(Readable.from(body()), outgoing)]);
  const { status, text } = await incoming;
  return { status, answer: JSON.parse(text), mostBytesHeld };
}
