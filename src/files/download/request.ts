import { RegionaryError } from "../../errors";
import { parseRedirect } from "./address";

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Asks for a file, byte for byte (no compression on the way), following a few redirects. Uses Node's own
 * fetch: it checks certificates, ends with an error if less comes than was declared, and needs no package.
 * Throws what fetch throws if the server cannot be reached.
 */
export async function requestFile(
  address: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  let url = address;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await fetch(url, {
      headers: { ...headers, "accept-encoding": "identity" },
      redirect: "manual",
      signal,
    });
    const location = response.headers.get("location");
    if (!REDIRECTS.has(response.status) || location === null) return response;
    await response.body?.cancel();
    url = parseRedirect(location, url);
  }
  throw new RegionaryError(
    "DOWNLOAD_FAILED",
    `${address.host} redirects more than ${MOST_REDIRECTS} times; it may lead in a circle. Try another address (--from).`,
  );
}
