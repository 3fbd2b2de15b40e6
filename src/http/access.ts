import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";

export interface AccessRules {
  readonly apiKey: string | null;
  readonly publicUrl: string | null;
  readonly allowedOrigins: readonly string[];
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const ALLOWED_HEADERS =
  "content-type, authorization, x-api-key, apollo-require-preflight, x-apollo-operation-name";

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

/** Lets through only requests from allowed pages that carry the key; answers browsers' preflight questions. */
export function guard(rules: AccessRules): RequestHandler {
  // Only pages that may use the service may show it in a frame, where clicks could be stolen.
  const frames = `frame-ancestors ${["'self'", ...rules.allowedOrigins].join(" ")}; object-src 'none'; base-uri 'none'`;
  return (request, response, next) => {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", frames);
    if (!isFromAllowedPage(request, rules)) {
      response
        .status(403)
        .json(
          problem(
            "FORBIDDEN",
            "This page may not use this service. Add its origin to REGIONARY_ALLOWED_ORIGINS, or the host to REGIONARY_PUBLIC_URL.",
          ),
        );
      return;
    }
    const { origin } = request.headers;
    if (origin && rules.allowedOrigins.includes(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Headers", ALLOWED_HEADERS);
      response.setHeader("Access-Control-Allow-Credentials", "true");
      response.setHeader("Vary", "Origin");
      if (request.method === "OPTIONS") {
        response.status(204).end();
        return;
      }
    }
    if (!isKey(carriedKey(request), rules)) {
      response.setHeader(
        "WWW-Authenticate",
        'Basic realm="Regionary: any name, the API key as the password"',
      );
      response
        .status(401)
        .json(
          problem(
            "UNAUTHENTICATED",
            "Every request must carry the API key: Authorization: Bearer KEY, or X-API-Key: KEY.",
          ),
        );
      return;
    }
    next();
  };
}

/** An error in the form that GraphQL clients read. */
export function problem(
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): object {
  return { errors: [{ message, extensions: { ...details, code } }] };
}
