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
 * Where a redirect leads. DOWNLOAD_FAILED unless that is https or, without it, the host of an address that an
 * administrator named: a server elsewhere must not make us ask servers on this machine.
 */
export function parseRedirect(location: string, from: URL, trusted: URL | null): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  const isAllowed = to && (to.protocol === "https:" || to.origin === trusted?.origin);
  if (isAllowed && !to.username && !to.password) return to;
  throw new RegionaryError(
    "DOWNLOAD_FAILED",
    `${from.host} redirects to ${addressOf(to)}, which is not https; that is not followed.`,
  );
}

/** An address without what may be secret in it. */
function addressOf(to: URL | null): string {
  return to ? `${to.protocol}//${to.host}` : "no address";
}

/** Whether a text can be the address of a mirror: http or https, without a password or a query. */
export function isMirror(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search;
}

/** INVALID_INPUT unless the text can be the address of a mirror. */
export function parseMirror(text: string): URL {
  if (isMirror(text)) return new URL(text);
  throw new RegionaryError(
    "INVALID_INPUT",
    `A mirror must be an address that begins with https:// or http://, without a password or a query in it; got ${JSON.stringify(hideSecrets(text, URL.canParse(text) ? new URL(text) : null))}.`,
  );
}

/** Where a mirror has the file of an address: at the same path, below its own. */
export function mirrored(address: URL, mirror: URL): URL {
  return new URL(`${mirror.pathname.replace(/\/+$/, "")}${address.pathname}`, mirror);
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && LOOPBACK.test(hostname);
}

function hideSecrets(text: string, url: URL | null): string {
  return url ? `${url.protocol}//${url.host}${url.pathname}` : text;
}
