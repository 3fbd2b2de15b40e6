import { type Request, type RequestHandler, type Response, Router } from "express";
import { RegionaryError } from "../errors";
import type { PictureFormat } from "../pictures/encode-format";
import type { ServiceContext } from "../services/context";
import { exportCsv, exportNdjson } from "../services/predictions/export-predictions";
import type { ExportOptions } from "../services/predictions/exported-image";
import { drawFreeHeatMap, drawHeatMap } from "../services/regions/draw-heat-map";
import { findOne } from "../services/work/find-one";
import { readImageBytes } from "../storage/images/images";
import { predictionBatches } from "../storage/predictions/prediction-batches";
import { idInAddress } from "./id-in-address";
import { formatOf, widthOf } from "./picture-query";
import { sendLines } from "./send-lines";

const FOR_EVER = "private, max-age=31536000, immutable";

/** What GraphQL answers name by URL: pictures, heat maps, the predictions of a batch. */
export function downloads(context: ServiceContext): Router {
  const router = Router();
  router.get("/images/:id", async ({ params }, response) => {
    const image = await readImageBytes(context.db, idInAddress("Image", params.id));
    if (!image) throw new RegionaryError("NOT_FOUND", `There is no image ${params.id}.`);
    response.setHeader("Cache-Control", FOR_EVER);
    // A browser must show it as a picture or not at all, whatever else its bytes could be read as.
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.type(image.mediaType).send(Buffer.from(image.bytes));
  });
  router.get("/heat-maps/:model/:image/:vocabulary/:label.png", async ({ params, query }, response) => {
    const request = {
      model: await context.models.byId(idInAddress("ModelVersion", params.model)),
      imageId: idInAddress("Image", params.image),
      vocabularyId: idInAddress("Vocabulary", params.vocabulary),
    };
    const options = drawOptions(query);
    sendPicture(response, await drawHeatMap(context, request, place(params.label), options), options);
  });
  router.get("/heat-maps/:model/:image/label.png", async ({ params, query }, response) => {
    const { label, prompt = null } = query;
    if (typeof label !== "string" || (prompt !== null && typeof prompt !== "string")) throw nothingHere();
    const request = {
      model: await context.models.byId(idInAddress("ModelVersion", params.model)),
      imageId: idInAddress("Image", params.image),
    };
    const options = drawOptions(query);
    sendPicture(response, await drawFreeHeatMap(context, request, { label, prompt }, options), options);
  });
  router.get("/batches/:id.ndjson", exported(context, "application/x-ndjson", "ndjson", exportNdjson));
  router.get("/batches/:id.csv", exported(context, "text/csv; charset=utf-8", "csv", exportCsv));
  return router;
}

function exported(
  context: ServiceContext,
  type: string,
  extension: string,
  lines: (context: ServiceContext, batchId: string, options: ExportOptions) => AsyncGenerator<string>,
): RequestHandler<{ id: string }> {
  return async ({ params, query }, response: Response) => {
    // Checked before anything is sent, so that a wrong id is a 404 and not half a file.
    const { id } = await findOne(context.db, predictionBatches, idInAddress("PredictionBatch", params.id));
    const name = `predictions-${params.id}.${extension}`;
    await sendLines(response, lines(context, id, { boxes: query.boxes === "true" }), { type, name });
  };
}

const drawOptions = (query: Request["query"]) => ({
  overlay: query.overlay !== "false",
  width: widthOf(query),
  format: formatOf(query),
});

function sendPicture(
  response: Response,
  file: Uint8Array,
  { format }: { readonly format: PictureFormat },
): void {
  response.setHeader("Cache-Control", FOR_EVER);
  response.type(`image/${format}`).send(Buffer.from(file));
}

function place(text: string | undefined): number {
  if (text && /^\d{1,6}$/.test(text)) return Number(text);
  throw nothingHere();
}

function nothingHere(): RegionaryError {
  return new RegionaryError("NOT_FOUND", "There is nothing at this address.");
}
