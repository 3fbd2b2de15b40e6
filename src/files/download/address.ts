import { RegionaryError } from "../../errors";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** INVALID_INPUT unless the text is an https address, or an http address of this machine. */
export function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && !url.username && !url.password && (url.protocol === "https:" || isLoopback(url))) return url;
  throw new RegionaryError(
    "INVALID_INPUT",
    `Expected an address that begins with https:// (or http://127.0.0.1 for a server of this machine), without a password in it, but got ${JSON.stringify(hideSecrets(text, url))}.`,
  );
}

/**
 * Where a redirect leads. DOWNLOAD_FAILED unless that is https or, in a redirect by this machine, this
 * machine: a server elsewhere must not make us ask servers on this machine.
 */
export function parseRedirect(location: string, from: URL): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  const isAllowed = to && (to.protocol === "https:" || (isLoopback(to) && isLoopback(from)));
  if (isAllowed && !to.username && !to.password) return to;
  throw new RegionaryError(
    "DOWNLOAD_FAILED",
    `${from.host} redirects to ${to?.origin ?? "no address"}, which is not https; that is not followed.`,
  );
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && LOOPBACK.test(hostname);
}

function hideSecrets(text: string, url: URL | null): string {
  return url ? `${url.protocol}//${url.host}${url.pathname}` : text;
}
