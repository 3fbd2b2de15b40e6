import { setImmediate as nextTurn } from "node:timers/promises";
import type { RequestHandler } from "express";
import { RegionaryError } from "../../errors";
import { excessOf } from "./json-shape";
import { readBody } from "./read-body";

/** A vocabulary of 1,500 labels with vectors of 300 numbers is 450,000 values. */
const BOUNDS = { values: 500_000, keys: 100_000, depth: 100, escapes: 1_000_000 };
/** Bodies of all requests under way, beside which a single one of any allowed size is always taken. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;
const RETRY_AFTER_MS = 1_000;
/** A body up to this size is parsed in one go: that takes less than others notice, and a turn takes longer. */
const SMALL_BYTES = 64 * 1024;

/**
 * Reads JSON bodies into `request.body`. No body, however it is compressed or nested, keeps other requests waiting for more
 * than the time in which its largest string is copied; all together they take a bounded part of the memory.
 */
export function jsonBody(): RequestHandler {
  let held = 0;
  return async (request, response, next) => {
    const type = request.headers["content-type"] ?? "";
    if (!/^application\/(json|graphql\+json)\s*(;|$)/i.test(type)) return next();
    const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1] ?? "utf-8";
    if (!/^utf-?8$/i.test(charset))
      throw new RegionaryError("INVALID_INPUT", `JSON must be sent in UTF-8; the charset is ${charset}.`);
    let own = 0;
    response.once("close", () => {
      held -= own;
      own = 0;
    });
    const bytes = await readBody(request, (more) => {
      if (held > own && held + more > MAX_HELD_BYTES) throw overloaded();
      held += more;
      own += more;
    });
    request.body = await parsed(bytes);
    next();
  };
}

async function parsed(bytes: Buffer): Promise<unknown> {
  if (bytes.length === 0) return {};
  const excess = await excessOf(bytes, BOUNDS);
  if (excess !== null)
    throw new RegionaryError(
      "INVALID_INPUT",
      `The JSON of a request may hold ${excess}. Send it in parts; vectors of many words are imported from a file, by "vectors import".`,
    );
  const isLarge = bytes.length > SMALL_BYTES;
  if (isLarge) await nextTurn();
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  if (isLarge) await nextTurn();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RegionaryError("INVALID_INPUT", `The body is not valid JSON: ${(error as Error).message}.`);
  }
}

function overloaded(): RegionaryError {
  return new RegionaryError(
    "OVERLOADED",
    "Too many large requests are being answered already. Try again shortly.",
    { retryAfterMs: RETRY_AFTER_MS },
  );
}
