import { Router } from "express";
import { RegionaryError } from "../errors";
import type { ServiceContext } from "../services/context";
import { appendPart, MAX_PART_BYTES } from "../services/uploads/append-part";
import { readBody } from "./bodies/read-body";
import { idInAddress } from "./id-in-address";

/** Parts of all senders, in memory until they are stored. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;
const RETRY_AFTER_MS = 1_000;

/** Takes the parts of resumable uploads: the body is the part, `offset` the byte that it begins at. */
export function uploads({ db }: Pick<ServiceContext, "db">): Router {
  const router = Router();
  let held = 0;
  router.post("/uploads/:id", async (request, response) => {
    const id = idInAddress("ResumableUpload", request.params.id);
    const start = offsetOf(request.query.offset);
    let own = 0;
    try {
      const bytes = await readBody(request, (more) => {
        if (own + more > MAX_PART_BYTES) throw tooLarge();
        if (held > own && held + more > MAX_HELD_BYTES) throw overloaded();
        own += more;
        held += more;
      });
      const { receivedBytes, sizeBytes } = await appendPart(db, id, start, bytes);
      response.json({ receivedBytes, sizeBytes });
    } finally {
      held -= own;
    }
  });
  return router;
}

function offsetOf(text: unknown): number {
  if (typeof text === "string" && /^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new RegionaryError(
    "INVALID_INPUT",
    "offset must be the byte of the file that the part begins at, such as ?offset=0.",
  );
}

function tooLarge(): RegionaryError {
  return new RegionaryError("INVALID_INPUT", `A part of an upload has at most ${MAX_PART_BYTES} bytes.`);
}

function overloaded(): RegionaryError {
  return new RegionaryError(
    "OVERLOADED",
    "Too many parts of uploads are being received already. Try again shortly.",
    { retryAfterMs: RETRY_AFTER_MS },
  );
}
