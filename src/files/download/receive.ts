import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { RegionaryError } from "../../errors";
import { BrokenOff } from "./broken-off";
import { failureOf } from "./open-request";
import type { PartialFile } from "./partial-file";
import { requestFile, type Source } from "./request";

/** Is told how many bytes of the file there are, and of how many (null if the server does not say). */
export type DownloadProgress = (bytes: number, totalBytes: number | null) => void;

/** What a try needs. */
interface Receipt extends Source {
  readonly partial: PartialFile;
  /** The most bytes to accept, whatever the server says. */
  readonly mostBytes: number;
  /** How long the server may send nothing. */
  readonly inactivityMs: number;
  readonly onProgress: DownloadProgress;
  readonly signal: AbortSignal;
}

/**
 * One try: asks for what is missing and appends it to the partial file, which on return is complete according to the
 * server; returns the SHA-256 that the server gives, if any. Only exactly the version that was begun is continued (by
 * If-Range and a check of the answer); if the server has another, or sends all of it, the file starts over. Throws
 * BrokenOff if another try may succeed; otherwise DOWNLOAD_FAILED.
 */
export async function receive(receipt: Receipt): Promise<string | null> {
  const { address, inactivityMs } = receipt;
  const stalled = new AbortController();
  const timer = setTimeout(() => {
    stalled.abort(new BrokenOff(`${address.host} sent nothing for ${inactivityMs / 1000} s`));
  }, inactivityMs);
  try {
    const signal = AbortSignal.any([receipt.signal, stalled.signal]);
    return await receiveRest({ ...receipt, signal }, () => timer.refresh());
  } finally {
    clearTimeout(timer);
  }
}

async function receiveRest(receipt: Receipt, onActivity: () => void): Promise<string | null> {
  const { address, partial, mostBytes, onProgress, signal } = receipt;
  const { origin, size } = partial;
  const headers: Record<string, string> =
    origin !== null && size > 0 ? { range: `bytes=${size}-`, "if-range": origin.validator } : {};
  const { response, sha256 } = await requestFile(receipt, headers, signal);
  onActivity();
  try {
    const totalBytes = await begin(response, receipt);
    if (totalBytes !== null && totalBytes > mostBytes) throw await tooLarge(receipt);
    onProgress(partial.size, totalBytes);
    if (partial.size === totalBytes) return sha256; // it was whole already
    for await (const bytes of bodyOf(response, address, signal)) {
      onActivity();
      if (partial.size + bytes.length > (totalBytes ?? mostBytes)) throw await tooLarge(receipt);
      await partial.append(bytes);
      onProgress(partial.size, totalBytes);
    }
    if (totalBytes !== null && partial.size < totalBytes) throw new BrokenOff(`${address.host} broke off`);
    return sha256;
  } finally {
    response.destroy(); // frees the connection if not all was read
  }
}

/** The bytes of an answer; BrokenOff where they end too early. */
async function* bodyOf(
  response: IncomingMessage,
  { host }: URL,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const bytes: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  for (;;) {
    const next = await bytes.next().catch((error: unknown) => {
      if (signal.aborted) throw failureOf(error, signal);
      throw new BrokenOff(`${host} broke off`, { cause: error });
    });
    if (next.done) return;
    yield next.value;
  }
}

/**
 * Prepares the partial file for the answer's body; returns the whole file's size, null if the server does not
 * say.
 */
async function begin(response: IncomingMessage, { address, partial }: Receipt): Promise<number | null> {
  const { statusCode: status = 0, headers } = response;
  const { origin, size } = partial;
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") throw refused(address, `sends it as ${encoding}, though it was asked not to`);
  if (status === 200) {
    const length = headers["content-length"];
    const totalBytes = length === undefined ? null : Number(length);
    await partial.restart({ validator: validatorOf(headers), totalBytes });
    return totalBytes;
  }
  if (origin !== null && size > 0 && (status === 206 || status === 416)) {
    const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(headers["content-range"] ?? "");
    const totalBytes = Number(range?.[2]);
    // 416 says that nothing is missing, which is fine if that is true.
    const fits =
      status === 416
        ? totalBytes === size
        : Number(range?.[1]) === size && totalBytes === (origin.totalBytes ?? totalBytes);
    if (fits && isStillVersion(origin.validator, headers)) return totalBytes;
    await partial.restart({ validator: null, totalBytes: null });
    throw new BrokenOff(`${address.host} has another version than the one begun`);
  }
  if (status >= 500 || status === 408 || status === 429)
    throw new BrokenOff(`${address.host} ${answer(response)}`);
  throw refused(address, answer(response), status);
}

/**
 * What shows that a server still has the same bytes: a strong ETag, otherwise the date of the last change.
 */
function validatorOf(headers: IncomingHttpHeaders): string | null {
  const { etag } = headers;
  return (etag?.startsWith('"') ? etag : headers["last-modified"]) ?? null;
}

/** Whether an answer, which need not repeat the validator, does not contradict it. */
function isStillVersion(validator: string, headers: IncomingHttpHeaders): boolean {
  const repeated = headers[validator.startsWith('"') ? "etag" : "last-modified"];
  return repeated === undefined || repeated === validator;
}

function answer({ statusCode, statusMessage }: IncomingMessage): string {
  return `answered ${statusCode} ${statusMessage}`.trimEnd();
}

function refused({ host }: URL, what: string, status?: number): RegionaryError {
  return new RegionaryError(
    "DOWNLOAD_FAILED",
    `${host} ${what}. The file may have moved: give another address of it.`,
    { status },
  );
}

async function tooLarge({ address, partial, mostBytes }: Receipt): Promise<RegionaryError> {
  await partial.restart({ validator: null, totalBytes: null });
  return refused(
    address,
    `sends more than it declared, or than the ${mostBytes} bytes that the file can have`,
  );
}
