import { Router } from "express";
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
    response.setHeader("ETag", `"${sha256}-${width}"`);
    response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
    // Before anything is decoded.
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    response.type("image/webp").send(Buffer.from(await drawThumbnail(context, id, width)));
  });
  return router;
}
