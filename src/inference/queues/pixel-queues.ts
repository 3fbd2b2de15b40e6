import { type Batcher, createBatcher } from "../../batcher/batcher";
import type { HeatMapRequest } from "../../pictures/heat-map";
import type { DecodedPicture, DecodeRequest, PixelTasks } from "../../pictures/pixel-tasks";
import type { Lane } from "../../threads/lane";
import { ownBytes, type Parcel } from "../../threads/thread-messages";
import { MAX_QUEUED, oneByOne } from "./one-by-one";

const MAX_QUEUED_FILE_BYTES = 256 * 1024 * 1024; // files may be 25 MiB each

/** What waits for the pixel thread. */
export interface PixelQueues {
  /** Null for a large picture, which is to go to `decodeLarge`. */
  readonly decode: Batcher<DecodeRequest, DecodedPicture | null>;
  readonly decodeLarge: Batcher<DecodeRequest, DecodedPicture>;
  readonly heatMap: Batcher<HeatMapRequest, Uint8Array>;
}

/** Pictures are decoded so many at a time, large ones one by one beside them. */
export function createPixelQueues(pixels: Lane<PixelTasks>, decodes: number): PixelQueues {
  return {
    decode: decodeQueue("decode", decodes, (parcel) => pixels.call("decode", parcel)),
    // One at a time, for they take up to 1 GB, and beside the others, which are not to wait for them.
    decodeLarge: decodeQueue("decode large", 1, (parcel) => pixels.call("decodeLarge", parcel)),
    heatMap: oneByOne("heat map", 1, (request) =>
      pixels.call("heatMap", () => {
        const map = request.map.slice();
        if (!(request.image instanceof Uint8Array))
          return { value: { ...request, map }, transfer: [map.buffer] };
        const image = ownBytes(request.image);
        return { value: { ...request, image, map }, transfer: [image.buffer, map.buffer] };
      }),
    ),
  };
}

function decodeQueue<R>(
  name: string,
  lanes: number,
  call: (pack: () => Parcel<DecodeRequest>) => Promise<R>,
): Batcher<DecodeRequest, R> {
  const decode = ({ image, mode, input }: DecodeRequest) =>
    call(() => {
      const bytes = ownBytes(image); // a caller's may be a part of a larger buffer and are the caller's to keep
      return { value: { image: bytes, mode, input }, transfer: [bytes.buffer] };
    });
  return createBatcher<DecodeRequest, R>({
    name,
    maxBatch: 1,
    lanes,
    maxQueued: MAX_QUEUED,
    maxQueuedBytes: MAX_QUEUED_FILE_BYTES,
    bytesOf: ({ image }) => image.byteLength,
    runBatch: async ([request]) => [await decode(request as DecodeRequest)],
  });
}
