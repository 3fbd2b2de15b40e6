import { type Batcher, createBatcher } from "../../batcher/batcher";
import type { HeatMapRequest } from "../../pictures/heat-map";
import type { DecodedPicture, DecodeRequest, PixelTasks } from "../../pictures/pixel-tasks";
import type { ThumbnailRequest } from "../../pictures/thumbnail";
import type { Lane } from "../../threads/lane";
import { ownBytes, type Parcel } from "../../threads/thread-messages";
import { MAX_QUEUED, oneByOne } from "./one-by-one";

const MAX_QUEUED_FILE_BYTES = 256 * 1024 * 1024; // files may be 25 MiB each

/** The queues for the pixel threads. */
export interface PixelQueues {
  /** Null for a large picture, which must go to `decodeLarge`. */
  readonly decode: Batcher<DecodeRequest, DecodedPicture | null>;
  readonly decodeLarge: Batcher<DecodeRequest, DecodedPicture>;
  readonly heatMap: Batcher<HeatMapRequest, Uint8Array>;
  readonly thumbnail: Batcher<ThumbnailRequest, Uint8Array>;
}

/** Decodes this many pictures at a time, and beside them large ones, one by one. */
export function createPixelQueues(pixels: Lane<PixelTasks>, decodes: number): PixelQueues {
  return {
    decode: fileQueue("decode", decodes, (parcel) => pixels.call("decode", parcel)),
    // One at a time, because they take up to 1 GB, and beside the others, which must not wait for them.
    decodeLarge: fileQueue("decode large", 1, (parcel) => pixels.call("decodeLarge", parcel)),
    heatMap: oneByOne("heat map", 1, (request) =>
      pixels.call("heatMap", () => {
        const map = request.map.slice();
        if (!(request.image instanceof Uint8Array))
          return { value: { ...request, map }, transfer: [map.buffer] };
        const image = ownBytes(request.image);
        return { value: { ...request, image, map }, transfer: [image.buffer, map.buffer] };
      }),
    ),
    // One at a time: any of them may be large, and pages ask for many, while batches are decoded too.
    thumbnail: fileQueue("thumbnail", 1, (parcel) => pixels.call("thumbnail", parcel)),
  };
}

function fileQueue<Q extends { readonly image: Uint8Array }, R>(
  name: string,
  lanes: number,
  call: (pack: () => Parcel<Q>) => Promise<R>,
): Batcher<Q, R> {
  const send = (request: Q) =>
    call(() => {
      const image = ownBytes(request.image); // a caller's may be part of a larger buffer, and the caller keeps them
      return { value: { ...request, image }, transfer: [image.buffer] };
    });
  return createBatcher<Q, R>({
    name,
    maxBatch: 1,
    lanes,
    maxQueued: MAX_QUEUED,
    maxQueuedBytes: MAX_QUEUED_FILE_BYTES,
    bytesOf: ({ image }) => image.byteLength,
    runBatch: async ([request]) => [await send(request as Q)],
  });
}
