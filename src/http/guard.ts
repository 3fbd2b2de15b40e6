import type { Request, RequestHandler } from "express";
import { type AccessRules, carriedKey, isFromAllowedPage, isKey, problem } from "./access";
import type { SignedLinks } from "./signed-links";

const ALLOWED_HEADERS =
  "content-type, authorization, x-api-key, apollo-require-preflight, x-apollo-operation-name";

/** What holds for every answer. */
export const carefulHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "same-origin"); // an address may be a signed link
  next();
};

/** Lets through only requests from allowed pages; answers browsers' preflight questions. */
export function allowPages(rules: AccessRules): RequestHandler {
  const policy = `${frameAncestors(rules)}; object-src 'none'; base-uri 'none'`;
  return (request, response, next) => {
    response.setHeader("Content-Security-Policy", policy);
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
    next();
  };
}

/** Only pages that may use the service may show it in a frame, where clicks could be stolen. */
export function frameAncestors({ allowedOrigins }: AccessRules): string {
  return `frame-ancestors ${["'self'", ...allowedOrigins].join(" ")}`;
}

/** Lets through only requests that carry the key, or read what a signed link names. */
export function requireKey(rules: AccessRules, links: SignedLinks): RequestHandler {
  return (request, response, next) => {
    if (isKey(carriedKey(request), rules)) {
      next();
      return;
    }
    const isRead = request.method === "GET" || request.method === "HEAD";
    const link = isRead ? links.stateOf(request.path, request.query) : "INVALID";
    if (link === "VALID") {
      next();
      return;
    }
    response.setHeader("WWW-Authenticate", challengeFor(request));
    response
      .status(401)
      .json(
        problem(
          "UNAUTHENTICATED",
          link === "EXPIRED"
            ? "This link has expired. Ask GraphQL for the URL again, or send the API key: Authorization: Bearer KEY, or X-API-Key: KEY."
            : "Every request must carry the API key: Authorization: Bearer KEY, or X-API-Key: KEY.",
        ),
      );
  };
}

/** Basic makes a browser ask a person for the key: where an address was opened, but not where a page sent the request. */
function challengeFor({ headers }: Request): string {
  const mode = headers["sec-fetch-mode"];
  if (mode !== undefined && mode !== "navigate") return 'Bearer realm="Regionary"';
  return 'Basic realm="Regionary: any name, the API key as the password"';
}
