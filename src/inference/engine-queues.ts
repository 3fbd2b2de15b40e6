import { type Batcher, createBatcher } from "../batcher/batcher";
import type { HeatMapRequest } from "../pictures/heat-map";
import type { DecodedPicture, DecodeRequest, PixelTasks } from "../pictures/pixel-tasks";
import type { Lane } from "../threads/lane";
import { ownBytes, type Parcel } from "../threads/thread-messages";
import { type EncodeItem, encodeBatch, imagesOf, layoutOf } from "./encode/encode-batch";
import type { EncodeLanes } from "./encode/encode-lanes";
import type { EncodeLimits } from "./encode/encode-limits";
import type { ScoreModel, ScoreTasks } from "./lane-tasks";
import { imagesScored, type ScoreItem, scoreBatch } from "./score/score-batch";
import type { ScoreLimits } from "./score/score-limits";

const MAX_QUEUED = 256; // decoded images wait as 150 KB each
const MAX_QUEUED_FILE_BYTES = 256 * 1024 * 1024; // files may be 25 MiB each
/** Images scored together at most. */
export const MAX_SCORE_BATCH = 32;

export interface MapsItem {
  readonly model: ScoreModel;
  readonly regions: Uint16Array; // [P, R]
  readonly vectors: Float32Array; // [L, W]
}

/** The threads of an engine. */
export interface EngineLanes {
  readonly pixels: Lane<PixelTasks>;
  readonly encode: EncodeLanes;
  readonly score: Lane<ScoreTasks>;
}

/** What waits in front of the lanes. */
export interface EngineQueues {
  /** Null for a large picture, which is to go to `decodeLarge`. */
  readonly decode: Batcher<DecodeRequest, DecodedPicture | null>;
  readonly decodeLarge: Batcher<DecodeRequest, DecodedPicture>;
  /** The regions of an item's images. */
  readonly encode: Batcher<EncodeItem, Uint16Array[]>;
  /** The logits of an item's images, one after another. */
  readonly score: Batcher<ScoreItem, Float32Array>;
  readonly maps: Batcher<MapsItem, Float32Array>;
  readonly heatMap: Batcher<HeatMapRequest, Uint8Array>;
}

/** What was measured of the loaded models, by stage. */
export interface EngineLimits {
  readonly encode: EncodeLimits;
  readonly score: ScoreLimits;
}

/** How much the queues let through: images encoded together, lanes to encode on, pictures decoded at a time. */
export interface QueueSizes {
  readonly maxBatch: number;
  readonly encodeLanes: number;
  readonly decodes: number;
}

/** What hears of images that went through the backbone, and of images that were scored. */
export interface ImageCounters {
  encoded(images: number): void;
  scored(images: number): void;
}

/** Puts a queue in front of each kind of work. */
export function createQueues(
  lanes: EngineLanes,
  limits: EngineLimits,
  sizes: QueueSizes,
  counters: ImageCounters,
): EngineQueues {
  const { pixels, encode, score } = lanes;
  let wholeBatches = 0;
  return {
    decode: decodeQueue("decode", sizes.decodes, (parcel) => pixels.call("decode", parcel)),
    // One at a time, for they take up to 1 GB, and beside the others, which are not to wait for them.
    decodeLarge: decodeQueue("decode large", 1, (parcel) => pixels.call("decodeLarge", parcel)),
    encode: createBatcher<EncodeItem, Uint16Array[]>({
      name: "encode",
      maxBatch: sizes.maxBatch,
      lanes: sizes.encodeLanes,
      maxQueued: MAX_QUEUED,
      groupOf: (item) => ("batch" in item ? `${item.model.key}\n${++wholeBatches}` : item.model.key),
      limitsOf: (item) => ({ ...limits.encode.of(item.model.key), lanes: layoutOf(item).lanes }),
      onFailure: "split",
      runBatch: async (items, lane) => {
        try {
          const results = await encodeBatch(encode, lane, items);
          counters.encoded(items.reduce((sum, item) => sum + imagesOf(item), 0));
          return results;
        } catch (error) {
          const [first] = items;
          // A whole batch is of another's choosing.
          if (first && "pixels" in first && isOutOfMemory(error))
            limits.encode.lower(first.model.key, items.length);
          throw error;
        }
      },
    }),
    score: createBatcher<ScoreItem, Float32Array>({
      name: "score",
      maxBatch: MAX_SCORE_BATCH,
      lanes: 1,
      maxQueued: MAX_QUEUED,
      groupOf: (item) =>
        `${item.model.key}\n${item.vocabulary.key}${"together" in item ? `\n${++wholeBatches}` : ""}`,
      limitsOf: ({ model, vocabulary }) => limits.score.of(model.key, vocabulary.count),
      onFailure: "split",
      runBatch: async (items) => {
        const results = await scoreBatch(score, items);
        counters.scored(items.reduce((sum, item) => sum + imagesScored(item), 0));
        return results;
      },
    }),
    maps: oneByOne("maps", 1, ({ model, regions, vectors }) =>
      score.call("maps", () => {
        const halves = regions.slice();
        const copy = vectors.slice();
        const count = vectors.length / model.wordSize;
        return {
          value: { model, regions: halves, vectors: copy, count },
          transfer: [halves.buffer, copy.buffer],
        };
      }),
    ),
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

function oneByOne<I, R>(name: string, lanes: number, run: (item: I) => Promise<R>): Batcher<I, R> {
  return createBatcher<I, R>({
    name,
    maxBatch: 1,
    lanes,
    maxQueued: MAX_QUEUED,
    runBatch: async ([item]) => [await run(item as I)],
  });
}

function decodeQueue<R>(
  name: string,
  lanes: number,
  call: (pack: () => Parcel<DecodeRequest>) => Promise<R>,
): Batcher<DecodeRequest, R> {
  const decode = ({ image, mode, input }: DecodeRequest) =>
    call(() => {
      const bytes = ownBytes(image);
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

/** As ONNX Runtime and CUDA say it; there is no code to tell it by. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /out of memory|failed to allocate|bad allocation/i.test(error.message);
}
