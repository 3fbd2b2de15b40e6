import path from "node:path";
import { isRegionaryError, RegionaryError } from "../../errors";
import type { BackboneDescriptor } from "../../model/packages/backbone-descriptor";
import { writeTensor } from "../../pictures/write-tensor";
import { readBenchmarkFeatures } from "../../storage/benchmarks/benchmark-features";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { readImageBytes } from "../../storage/images/images";
import { fromFloat16 } from "../../tensor/float16";
import { decodeModeOf } from "../benchmarks/decode-mode";
import type { ServiceContext } from "../context";
import type { BackboneSession } from "./backbone-session";
import { type Float16Records, openFloat16Records } from "./float16-records";
import type { TaughtItem } from "./training-labels";

/** Images that go through the backbone together; always the same ones, so that a resumed run makes the same bits. */
export const IMAGES_AT_ONCE = 8;

type Floats = Float32Array<ArrayBuffer>;

/** What a head is trained on, by the numbers of the items. */
export interface TrainingFeatures {
  /** Makes what is not there yet, and tells after each few how many are done. */
  prepare(
    openBackbone: () => Promise<BackboneSession>,
    onDone: (done: number) => Promise<void>,
  ): Promise<void>;
  read(items: readonly number[]): Promise<{ features: Floats; global: Floats }>;
  close(): Promise<void>;
}

/**
 * The features of a set's items. What the set has itself is read from it; the rest (all of a set of images,
 * the scene vectors of features without) is made once and kept in a file of `directory`.
 */
export async function openTrainingFeatures(
  { db, engine }: Pick<ServiceContext, "db" | "engine">,
  set: BenchmarkSetRow,
  items: readonly TaughtItem[],
  descriptor: BackboneDescriptor,
  directory: string,
): Promise<TrainingFeatures> {
  const { channels, height, width } = descriptor.features;
  const featureSize = channels * height * width;
  const globalSize = descriptor.global.size;
  const isOfImages = set.kind === "IMAGES";
  const isWhole = !isOfImages && set.featureShape?.globalSize !== null;
  const kept = isOfImages ? featureSize + globalSize : globalSize;
  const records: Float16Records | null = isWhole
    ? null
    : await openFloat16Records(path.join(directory, "features.f16"), kept, IMAGES_AT_ONCE);

  const make = async (backbone: BackboneSession, some: readonly TaughtItem[]): Promise<Float32Array> => {
    const features = isOfImages
      ? await backbone.features(await decodeAll(some), some.length)
      : join((await stored(some)).map((item) => item.features));
    const rows = new Float32Array(some.length * kept);
    if (isOfImages) {
      for (let i = 0; i < some.length; i++)
        rows.set(features.subarray(i * featureSize, (i + 1) * featureSize), i * kept);
    }
    const scenes = await backbone.scenes(features, some.length);
    for (let i = 0; i < some.length; i++)
      rows.set(scenes.subarray(i * globalSize, (i + 1) * globalSize), (i + 1) * kept - globalSize);
    return rows;
  };
  const decodeAll = async (some: readonly TaughtItem[]): Promise<Floats> => {
    const tensors = await Promise.all(some.map((item) => decode(item)));
    return join(tensors);
  };
  const decode = async ({ imageId, name }: TaughtItem): Promise<Float32Array> => {
    const image = imageId && (await readImageBytes(db, imageId));
    if (!image) throw new RegionaryError("NOT_FOUND", `The picture "${name}" of the set is not stored.`);
    const request = { image: image.bytes, mode: decodeModeOf(set), input: descriptor.input };
    try {
      const { pixels } = await engine.decode(request, { priority: "bulk" });
      const tensor = new Float32Array(pixels.length);
      writeTensor(pixels, descriptor.input, tensor, 0);
      return tensor;
    } catch (error) {
      if (!isRegionaryError(error)) throw error;
      throw new RegionaryError(error.code, `The picture "${name}": ${error.message}`, {}, { cause: error });
    }
  };
  const stored = (some: readonly TaughtItem[]) => readStored(db, set, some);

  return {
    async prepare(openBackbone, onDone) {
      if (!records || records.count >= items.length) return;
      const backbone = await openBackbone();
      try {
        while (records.count < items.length) {
          await onDone(records.count);
          const some = items.slice(records.count, records.count + IMAGES_AT_ONCE);
          await records.append(await make(backbone, some));
        }
      } finally {
        await backbone.close();
      }
    },
    async read(numbers) {
      const some = numbers.map((number) => items[number] as TaughtItem);
      const own = isOfImages ? [] : await stored(some);
      const made = records ? await Promise.all(numbers.map((number) => records.read(number))) : [];
      return isOfImages
        ? {
            features: join(made.map((row) => row.subarray(0, featureSize))),
            global: join(made.map((row) => row.subarray(featureSize))),
          }
        : {
            features: join(own.map((item) => item.features)),
            global: join(records ? made : own.map((item) => item.global)),
          };
    },
    close: async () => records?.close(),
  };
}

/** The features that a set has of some items, in their order; items may come more than once. */
async function readStored(
  db: Database,
  { id, name, featureType }: BenchmarkSetRow,
  items: readonly TaughtItem[],
): Promise<{ features: Float32Array; global: Float32Array }[]> {
  const toFloats = (bytes: Uint8Array<ArrayBuffer>) =>
    featureType === "FLOAT16" ? fromFloat16(new Uint16Array(bytes.buffer)) : new Float32Array(bytes.buffer);
  const positions = [...new Set(items.map(({ position }) => position))];
  const found = new Map(
    (await readBenchmarkFeatures(db, id, positions)).map(({ position, features, global }) => [
      position,
      { features: toFloats(features), global: toFloats(global) },
    ]),
  );
  return items.map(({ position }) => {
    const item = found.get(position);
    if (item) return item;
    throw new RegionaryError("NOT_FOUND", `The set "${name}" has no features of its image ${position}.`);
  });
}

function join(rows: readonly Float32Array[]): Floats {
  const all = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let end = 0;
  for (const row of rows) {
    all.set(row, end);
    end += row.length;
  }
  return all;
}
