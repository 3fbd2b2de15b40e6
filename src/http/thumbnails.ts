import { type Request, Router } from "express";
import type { ServiceContext } from "../services/context";
import { findImage } from "../services/find-by-id";
import { drawThumbnail } from "../services/images/draw-thumbnail";
import { idInAddress } from "./id-in-address";
import { widthOf } from "./picture-query";

const DEFAULT_WIDTH = 256;

/** Stored pictures made small, for pages that show many. */
export function thumbnails(context: ServiceContext): Router {
  const router = Router();
  router.get("/images/:id/thumbnail.webp", async (request, response) => {
    const width = widthOf(request.query) ?? DEFAULT_WIDTH;
    const { id, sha256 } = await findImage(context.db, idInAddress("Image", request.params.id));
    const tag = `"${sha256}-${width}"`;
    // Before anything is decoded.
    const drawn = hasTag(request, tag) ? null : await drawThumbnail(context, id, width);
    // After that: a browser would keep a failure for as long.
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
    if (drawn === null) response.status(304).end();
    else response.type("image/webp").send(Buffer.from(drawn));
  });
  return router;
}

/** Not Express's `fresh`, which sends all to `fetch` of programs: it adds `Cache-Control: no-cache` to a tag. */
function hasTag({ headers }: Request, tag: string): boolean {
  const tags = headers["if-none-match"]?.split(",") ?? [];
  return tags.some((one) => ["*", tag].includes(one.trim().replace(/^W\//, "")));
}
