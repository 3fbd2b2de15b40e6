import { createHmac, timingSafeEqual } from "node:crypto";

const SECOND_MS = 1_000;
/** How long a link stays the same, so that what it names is found in a browser's cache. */
const PERIOD_SECONDS = 6 * 60 * 60;

/** "EXPIRED" for what was a link of ours. */
export type LinkState = "VALID" | "EXPIRED" | "INVALID";

/**
 * Links that need no key for a while, for what cannot send one, such as an `<img>`. A link stands for one path, with
 * whatever query a client adds; it ends 6 to 12 hours after it was made. Hosts with the same key make the same links.
 */
export interface SignedLinks {
  /** The path, which may have a query, with what makes it a link. */
  sign(address: string): string;
  stateOf(path: string, query: { readonly expires?: unknown; readonly signature?: unknown }): LinkState;
}

/** Without a key, links are the addresses themselves. */
export function createSignedLinks(apiKey: string | null): SignedLinks {
  if (apiKey === null) return { sign: (address) => address, stateOf: () => "INVALID" };
  // A key of its own, so that no signature says anything of a use of the key elsewhere.
  const secret = createHmac("sha256", apiKey).update("regionary signed links").digest();
  const signatureOf = (path: string, expires: string) =>
    createHmac("sha256", secret).update(`${expires}\n${path}`).digest();
  const seconds = () => Math.floor(Date.now() / SECOND_MS);
  return {
    sign(address) {
      const [path = "", query] = address.split("?", 2);
      const expires = String((Math.floor(seconds() / PERIOD_SECONDS) + 2) * PERIOD_SECONDS);
      const proof = new URLSearchParams({
        expires,
        signature: signatureOf(path, expires).toString("base64url"),
      });
      return `${path}?${query === undefined ? "" : `${query}&`}${proof}`;
    },
    stateOf(path, { expires, signature }) {
      if (typeof expires !== "string" || typeof signature !== "string") return "INVALID";
      const expected = signatureOf(path, expires);
      const given = Buffer.from(signature, "base64url");
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return "INVALID";
      return Number(expires) > seconds() ? "VALID" : "EXPIRED";
    },
  };
}
