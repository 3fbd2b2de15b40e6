import type { IncomingMessage } from "node:http";
import { RegionaryError } from "../../errors";
import { parseRedirect } from "./address";
import { openRequest } from "./open-request";

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Where a file is. */
export interface Source {
  readonly address: URL;
  /** Whether an administrator named the address, which may then be a private one. */
  readonly trusted: boolean;
}

/** What a server answered. */
export interface FileAnswer {
  readonly response: IncomingMessage;
  /** The SHA-256 that the first server gives of the file that it sends us to another for; null if it gives none. */
  readonly sha256: string | null;
}

/**
 * Asks for a file, byte for byte (no compression on the way), following a few redirects: by https, to hosts of the
 * public internet or to the host of a trusted address. BrokenOff if a server cannot be reached.
 */
export async function requestFile(
  { address, trusted }: Source,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<FileAnswer> {
  let url = address;
  let sha256: string | null = null;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const isPublic = !(trusted && url.host === address.host);
    const asked = { url, headers: { ...headers, "accept-encoding": "identity" }, isPublic };
    const response = await openRequest(asked, signal);
    if (url.host === address.host) sha256 = linkedSha256(response) ?? sha256;
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode!) || location === undefined) return { response, sha256 };
    response.destroy();
    url = parseRedirect(location, url, trusted ? address : null);
  }
  throw new RegionaryError(
    "DOWNLOAD_FAILED",
    `${address.host} redirects more than ${MOST_REDIRECTS} times; it may lead in a circle. Try another address of the file.`,
  );
}

/** Hugging Face's header for files that are kept elsewhere: a quoted SHA-256. */
function linkedSha256({ headers }: IncomingMessage): string | null {
  return /^"?([0-9a-f]{64})"?$/.exec(String(headers["x-linked-etag"] ?? ""))?.[1] ?? null;
}
