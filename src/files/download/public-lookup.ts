import dns, { type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { RegionaryError } from "../../errors";
import { isPublicAddress } from "./public-address";

const PROXIES = ["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"] as const;

/** The proxies that the administrator names, in the variables that Node itself reads. */
export function proxyHosts(): string[] {
  return PROXIES.flatMap((name) => {
    const value = process.env[name];
    return value !== undefined && URL.canParse(value) ? [new URL(value).hostname] : [];
  });
}

/** DOWNLOAD_FAILED for an address that is not a name and not public; a name is judged when it is looked up. */
export function requirePublicHost({ hostname }: URL): void {
  const address = hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) !== 0 && !isPublicAddress(address)) throw notPublic(hostname, address);
}

/**
 * Looks names up as Node does, and refuses them with DOWNLOAD_FAILED if any of their addresses is not public. What it
 * gives is what is connected to: a server that answers differently the next time it is asked gains nothing.
 */
export function publicLookup(lookup: typeof dns.lookup = dns.lookup): LookupFunction {
  return (hostname, options, callback) => {
    const proxies = proxyHosts();
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, "", 0);
      const inside = found.find(({ address }) => !isPublicAddress(address));
      if (inside && !proxies.includes(hostname)) return callback(notPublic(hostname, inside.address), "", 0);
      if (options.all) return callback(null, found);
      const { address, family } = found[0] as LookupAddress;
      callback(null, address, family);
    });
  };
}

function notPublic(hostname: string, address: string): RegionaryError {
  const where = hostname === address || hostname === `[${address}]` ? hostname : `${hostname} (${address})`;
  return new RegionaryError(
    "DOWNLOAD_FAILED",
    `The download leads to ${where}, which is not an address of the public internet; that is not followed.`,
  );
}
