import { type Request, type RequestHandler, Router } from "express";
import { RegionaryError } from "../errors";
import type { ServiceContext } from "../services/context";
import { foundCsv } from "../services/search/export/found-csv";
import type { FoundImage } from "../services/search/export/found-image";
import { foundNdjson } from "../services/search/export/found-json";
import { keptSearch } from "../services/search/export/kept-search";
import { sendLines } from "./send-lines";

type LinesOf = (images: AsyncIterable<FoundImage>, options: { boxes: boolean }) => AsyncGenerator<string>;

/** All that a search finds, which GraphQL answers name by URL. */
export function searchDownloads(context: ServiceContext): Router {
  const router = Router();
  router.get("/searches/:id.ndjson", found(context, "application/x-ndjson", "ndjson", foundNdjson));
  router.get("/searches/:id.csv", found(context, "text/csv; charset=utf-8", "csv", foundCsv));
  return router;
}

function found(
  context: ServiceContext,
  type: string,
  extension: string,
  linesOf: LinesOf,
): RequestHandler<{ id: string }> {
  return async ({ params: { id }, query }, response) => {
    const leaving = new AbortController();
    response.once("close", () => leaving.abort(new RegionaryError("CANCELLED", "The caller has left.")));
    const boxes = query.boxes === "true";
    const images = keptSearch(context, id, { boxes, limit: limitOf(query), signal: leaving.signal });
    await sendLines(response, linesOf(images, { boxes }), { type, name: `found.${extension}` });
  };
}

function limitOf({ first }: Request["query"]): number {
  if (first === undefined) return Number.POSITIVE_INFINITY;
  if (typeof first === "string" && /^[1-9]\d{0,8}$/.test(first)) return Number(first);
  throw new RegionaryError(
    "INVALID_INPUT",
    `first must be a whole number of at least 1, or left out for all; got "${String(first).slice(0, 20)}".`,
  );
}
