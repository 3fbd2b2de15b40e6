import { RegionaryError } from "../../errors";
import type { PartialFile } from "./partial-file";
import { requestFile } from "./request";

/** A try that failed in a way that the next one may not. */
export class BrokenOff extends Error {}

/** Is told how many bytes of the file there are, and of how many (null if the server does not say). */
export type DownloadProgress = (bytes: number, totalBytes: number | null) => void;

/** What a try needs. */
interface Receipt {
  readonly address: URL;
  readonly partial: PartialFile;
  /** The most bytes to accept, whatever the server says. */
  readonly mostBytes: number;
  /** How long the server may send nothing. */
  readonly inactivityMs: number;
  readonly onProgress: DownloadProgress;
  readonly signal: AbortSignal;
}

/**
 * One try: asks for what is missing and appends it to the partial file, which on return is complete according
 * to the server. Only exactly the version that was begun is continued (by If-Range and a check of the
 * answer); if the server has another, or sends all of it, the file starts over. Throws BrokenOff, or what
 * fetch throws, if another try may succeed; otherwise DOWNLOAD_FAILED.
 */
export async function receive(receipt: Receipt): Promise<void> {
  const { address, inactivityMs } = receipt;
  const stalled = new AbortController();
  const timer = setTimeout(() => {
    stalled.abort(new BrokenOff(`${address.host} sent nothing for ${inactivityMs / 1000} s`));
  }, inactivityMs);
  try {
    const signal = AbortSignal.any([receipt.signal, stalled.signal]);
    await receiveRest({ ...receipt, signal }, () => timer.refresh());
  } finally {
    clearTimeout(timer);
  }
}

async function receiveRest(receipt: Receipt, onActivity: () => void): Promise<void> {
  const { address, partial, mostBytes, onProgress, signal } = receipt;
  const { origin, size } = partial;
  const headers: Record<string, string> =
    origin !== null && size > 0 ? { range: `bytes=${size}-`, "if-range": origin.validator } : {};
  const response = await requestFile(address, headers, signal);
  onActivity();
  try {
    const totalBytes = await begin(response, receipt);
    if (totalBytes !== null && totalBytes > mostBytes) throw await tooLarge(receipt);
    onProgress(partial.size, totalBytes);
    if (partial.size === totalBytes) return; // it was whole already
    for await (const bytes of response.body ?? []) {
      onActivity();
      if (partial.size + bytes.length > (totalBytes ?? mostBytes)) throw await tooLarge(receipt);
      await partial.append(bytes);
      onProgress(partial.size, totalBytes);
    }
    if (totalBytes !== null && partial.size < totalBytes) throw new BrokenOff(`${address.host} broke off`);
  } finally {
    await response.body?.cancel().catch(() => undefined); // frees the connection if not all was read
  }
}

/**
 * Prepares the partial file for the answer's body; returns the whole file's size, null if the server does not
 * say.
 */
async function begin(response: Response, { address, partial }: Receipt): Promise<number | null> {
  const { status, headers } = response;
  const { origin, size } = partial;
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity") throw refused(address, `sends it as ${encoding}, though it was asked not to`);
  if (status === 200) {
    const length = headers.get("content-length");
    const totalBytes = length === null ? null : Number(length);
    await partial.restart({ validator: validatorOf(headers), totalBytes });
    return totalBytes;
  }
  if (origin !== null && size > 0 && (status === 206 || status === 416)) {
    const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(headers.get("content-range") ?? "");
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
  throw refused(address, answer(response));
}

/**
 * What shows that a server still has the same bytes: a strong ETag, otherwise the date of the last change.
 */
function validatorOf(headers: Headers): string | null {
  const etag = headers.get("etag");
  return etag?.startsWith('"') ? etag : headers.get("last-modified");
}

/** Whether an answer, which need not repeat the validator, does not contradict it. */
function isStillVersion(validator: string, headers: Headers): boolean {
  const repeated = headers.get(validator.startsWith('"') ? "etag" : "last-modified");
  return repeated === null || repeated === validator;
}

function answer({ status, statusText }: Response): string {
  return `answered ${status} ${statusText}`.trimEnd();
}

function refused({ host }: URL, what: string): RegionaryError {
  return new RegionaryError(
    "DOWNLOAD_FAILED",
    `${host} ${what}. The file may have moved: give another address of it (--from).`,
  );
}

async function tooLarge({ address, partial, mostBytes }: Receipt): Promise<RegionaryError> {
  await partial.restart({ validator: null, totalBytes: null });
  return refused(
    address,
    `sends more than it declared, or than the ${mostBytes} bytes that the file can have`,
  );
}
