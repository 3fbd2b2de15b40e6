import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isRegionaryError } from "../../errors";
import { BrokenOff } from "./broken-off";
import { proxyHosts, publicLookup, requirePublicHost } from "./public-lookup";

interface Asked {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether its host must be one of the public internet. */
  readonly isPublic: boolean;
}

/**
 * Sends one GET request and gives the answer, whose body is still to be read. By Node's own client, because its fetch
 * cannot be told how to look names up. BrokenOff if the server cannot be reached; the signal's reason once it has fired.
 */
export async function openRequest(
  { url, headers, isPublic }: Asked,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  if (isPublic) requirePublicHost(url);
  signal.throwIfAborted();
  const client = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const request = client.get(url, {
      headers,
      signal,
      // A connection that is kept for another request would have passed another check, or none.
      agent: proxyHosts().length > 0 ? undefined : false,
      ...(isPublic ? { lookup: publicLookup() } : {}),
    });
    request.on("response", resolve);
    // Stays on: what comes after the answer may fail too, and is reported by the answer's body.
    request.on("error", (error) => reject(failureOf(error, signal)));
  });
}

/** What a failed connection is thrown as. */
export function failureOf(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (isRegionaryError(error) || error instanceof BrokenOff) return error;
  // A host with several addresses fails once for each, in one error without a message.
  const failures: readonly Error[] = error instanceof AggregateError ? error.errors : [error as Error];
  return new BrokenOff(failures.map(reasonOf).join(", "), { cause: error });
}

/** What a failure to connect means, where the system's words do not say it. */
function reasonOf({
  code,
  hostname,
  message,
}: NodeJS.ErrnoException & { readonly hostname?: string }): string {
  const isUnknown = code === "ENOTFOUND" || code === "EAI_AGAIN";
  return isUnknown
    ? `the host ${hostname ?? ""} cannot be found (is this machine on the internet?)`
    : message;
}
