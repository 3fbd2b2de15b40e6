import type { Client } from "@urql/core";
import { keyHeaders } from "../../../api/access-key";
import { serviceUrl } from "../../../api/address";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { t } from "../../../text/text";
import type { Archive } from "./archive-of";

const StartUpload = graphql(`
  mutation StartUpload($name: String!, $sizeBytes: Float!) {
    startUpload(input: { name: $name, sizeBytes: $sizeBytes }) {
      __typename
      ... on StartedUpload { upload { id url } }
      ... on Error { message }
    }
  }
`);

const PART_BYTES = 8 * 1024 * 1024;
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [500, 10_000];

/** Sends an archive part by part, waiting for a service that is away; returns the upload's id. */
export async function sendArchive(
  client: Client,
  archive: Archive,
  { signal, onSent }: { signal: AbortSignal; onSent: (bytes: number) => void },
): Promise<string> {
  const { name, sizeBytes } = archive;
  const { data, error } = await client.mutation(StartUpload, { name, sizeBytes }).toPromise();
  const answer = data?.startUpload;
  if (answer?.__typename !== "StartedUpload") throw new Error(problemOf(answer) ?? error?.message);
  const { id, url } = answer.upload;
  let sent = 0;
  for await (const part of partsOf(archive.open())) {
    await sendPart(serviceUrl(url), sent, part, signal);
    sent += part.size;
    onSent(sent);
  }
  return id;
}

async function* partsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Blob> {
  const reader = stream.getReader();
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (value) {
      pieces.push(value as Uint8Array<ArrayBuffer>);
      size += value.length;
    }
    if (size > 0 && (done || size >= PART_BYTES)) {
      const whole = new Blob(pieces);
      for (let start = 0; start < size && (done || size - start >= PART_BYTES); start += PART_BYTES)
        yield whole.slice(start, start + PART_BYTES);
      const rest = done ? size : size - (size % PART_BYTES);
      pieces = rest < size ? [new Uint8Array(await whole.slice(rest).arrayBuffer())] : [];
      size -= rest;
    }
    if (done) return;
  }
}

/** A part that was sent twice, because its answer was lost, is stored once. */
async function sendPart(url: string, start: number, part: Blob, signal: AbortSignal): Promise<void> {
  const address = new URL(url);
  address.searchParams.set("offset", String(start));
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, 2 * wait)) {
    signal.throwIfAborted();
    const response = await fetch(address, {
      ...{ method: "POST", body: part, signal },
      headers: { "content-type": "application/octet-stream", ...keyHeaders() },
    }).catch(() => null);
    if (response?.ok) return;
    if (response && response.status < 500 && response.status !== 401) {
      const { errors } = (await response.json()) as { errors?: readonly { readonly message: string }[] };
      throw new Error(errors?.[0]?.message ?? t("benchmarks.sendFailed"));
    }
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
