import type { IncomingMessage } from "node:http";
import type { Transform } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { isNativeError } from "node:util/types";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { RegionaryError } from "../../errors";
import { MAX_REQUEST_BYTES } from "../../resolvers/request-limits";

const MIB = 1024 * 1024;
/** JSON of vectors shrinks to a third, of labels to a tenth, of the same few words to a fiftieth. */
const MAX_RATIO = 100;
/** Below this size the ratio does not matter. */
const FREE_OF_RATIO = MIB;

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The whole body of a request, inflated if it came compressed. `reserve` is told of each piece that is kept, and may
 * throw. Throws IMAGE_TOO_LARGE and INVALID_INPUT.
 */
export async function readBody(request: IncomingMessage, reserve: (bytes: number) => void): Promise<Buffer> {
  const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const decoder = DECODERS[encoding];
  if (!decoder && encoding !== "identity" && encoding !== "")
    throw new RegionaryError(
      "INVALID_INPUT",
      `A body may be compressed by gzip, deflate or br; Content-Encoding is ${encoding.slice(0, 40)}.`,
    );
  if (Number(request.headers["content-length"] ?? 0) > MAX_REQUEST_BYTES) throw tooLarge();
  let received = 0;
  const pieces: Buffer[] = [];
  let size = 0;
  const keep = async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) {
      size += piece.length;
      if (size > MAX_REQUEST_BYTES) throw tooLarge();
      if (decoder && size > FREE_OF_RATIO && size > received * MAX_RATIO) throw swelling();
      reserve(piece.length);
      pieces.push(piece);
    }
  };
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const piece of source) {
      received += piece.length;
      yield piece;
    }
  };
  try {
    if (decoder) await pipeline(request.iterator({ destroyOnReturn: false }), counted, decoder(), keep);
    else await keep(request.iterator({ destroyOnReturn: false }));
  } catch (error) {
    pieces.length = 0;
    // What still comes is dropped: many senders look for an answer only when they have sent everything.
    await finished(request.resume()).catch(() => undefined);
    throw isDamage(error) ? damaged(encoding, error) : error;
  }
  return Buffer.concat(pieces, size);
}

/** What zlib says of a body that is not what its Content-Encoding names. */
function isDamage(error: unknown): error is Error {
  return isNativeError(error) && "code" in error && /^(Z_|ERR__|ERR_BROTLI)/.test(String(error.code));
}

function damaged(encoding: string, { message }: Error): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `The body cannot be inflated as ${encoding}, which its Content-Encoding names: ${message}.`,
  );
}

function tooLarge(): RegionaryError {
  return new RegionaryError(
    "IMAGE_TOO_LARGE",
    "The request is larger than 64 MiB. Send large pictures as multipart uploads.",
  );
}

function swelling(): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `A compressed body may inflate to at most ${MAX_RATIO} times its size; this one is larger. Send it uncompressed.`,
  );
}
