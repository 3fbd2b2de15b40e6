import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface AccessRules {
  readonly apiKey: string | null;
  readonly publicUrl: string | null;
  readonly allowedOrigins: readonly string[];
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Compares in a time that reveals nothing about the key. */
export function isKey(given: string | undefined, { apiKey }: AccessRules): boolean {
  if (apiKey === null) return true;
  if (given === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(apiKey));
}

/** The key that a request carries: as a bearer token, in X-API-Key, or as a password (what browsers ask for). */
export function carriedKey({ headers }: Pick<IncomingMessage, "headers">): string | undefined {
  const header = headers["x-api-key"];
  if (typeof header === "string") return header;
  const [scheme, value] = headers.authorization?.split(" ") ?? [];
  if (!scheme || !value) return undefined;
  if (/^bearer$/i.test(scheme)) return value;
  if (/^basic$/i.test(scheme))
    return Buffer.from(value, "base64")
      .toString()
      .replace(/^[^:]*:/, "");
  return undefined;
}

/**
 * Whether a request comes from an allowed page: our own, or one that the configuration allows.
 * Programs send no origin. Without a key the host name must be ours too, or any page could
 * reach us by pointing a name of its own here.
 */
export function isFromAllowedPage(request: IncomingMessage, rules: AccessRules): boolean {
  const { host = "", origin } = request.headers;
  const publicHost = rules.publicUrl ? new URL(rules.publicUrl).host : null;
  if (rules.apiKey === null && !LOOPBACK_HOST.test(host) && host !== publicHost) return false;
  if (origin === undefined || rules.allowedOrigins.includes(origin)) return true;
  try {
    return [host, publicHost].includes(new URL(origin).host);
  } catch {
    return false; // "null", as a sandboxed page sends
  }
}

/** An error in the form that GraphQL clients read. */
export function problem(
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): object {
  return { errors: [{ message, extensions: { ...details, code } }] };
}
