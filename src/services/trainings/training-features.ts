import path from "node:path";
import type { ChainInput } from "../../inference/stages/chain-input";
import type { EncodeThread } from "../../inference/stages/open-encode-thread";
import { shapeOf } from "../../model/chain";
import type { BackboneDescription } from "../../model/description";
import type { HeadInput } from "../../model/families/head";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import { elementCount } from "../../tensor/shape";
import type { ServiceContext } from "../context";
import { decodeItems } from "./decode-items";
import { openFloat16Records } from "./float16-records";
import { readStoredFeatures } from "./read-stored-features";
import type { TaughtItem } from "./training-labels";

/** Images that go through the backbone together; always the same ones, so that a resumed run produces the same bits. */
export const IMAGES_AT_ONCE = 8;

type Floats = Float32Array<ArrayBuffer>;

/** What a head is trained on, by the numbers of the items. */
export interface TrainingFeatures {
  /** Makes the missing features, and reports after each few how many are done. */
  prepare(openBackbone: () => EncodeThread, onDone: (done: number) => Promise<void>): Promise<void>;
  read(items: readonly number[]): Promise<Record<string, Floats>>;
  close(): Promise<void>;
}

/**
 * What a head takes of a set's items. Those in the set are read from it; the rest (everything for a set of images,
 * the global vectors for features without them) is made once and kept in a file in `directory`.
 */
export async function openTrainingFeatures(
  context: Pick<ServiceContext, "db" | "engine">,
  set: BenchmarkSetRow,
  { items, values }: { readonly items: readonly TaughtItem[]; readonly values: readonly HeadInput[] },
  { picture, encode }: BackboneDescription,
  directory: string,
): Promise<TrainingFeatures> {
  const made = values.filter((value) => isToMake(set, value));
  const parts = partsOf(made, (value) => elementCount(shapeOf(encode, value)!)); // checked when it was accepted
  const file = path.join(directory, "features.f16");
  const records = made.length > 0 ? await openFloat16Records(file, parts.length, IMAGES_AT_ONCE) : null;

  const inputOf = async (some: readonly TaughtItem[]): Promise<ChainInput["values"]> => {
    if (set.kind === "IMAGES") return { image: await decodeItems(context, set, some, picture) };
    const stored = await readStoredFeatures(context.db, set, some);
    return { features: join(stored.map(({ features }) => features)) };
  };

  return {
    async prepare(openBackbone, onDone) {
      if (!records || records.count >= items.length) return;
      const backbone = openBackbone();
      try {
        while (records.count < items.length) {
          await onDone(records.count);
          const some = items.slice(records.count, records.count + IMAGES_AT_ONCE);
          const input = { count: some.length, values: await inputOf(some) };
          await records.append(parts.interleave(await backbone.values(input, made), some.length));
        }
      } finally {
        await backbone.close();
      }
    },
    async read(numbers) {
      const some = numbers.map((number) => items[number] as TaughtItem);
      const stored = set.kind === "IMAGES" ? [] : await readStoredFeatures(context.db, set, some);
      const rows = records ? await Promise.all(numbers.map((number) => records.read(number))) : [];
      const of = (value: HeadInput) =>
        made.includes(value) ? rows.map((row) => parts.of(row, value)) : stored.map((item) => item[value]);
      return Object.fromEntries(values.map((value) => [value, join(of(value))]));
    },
    close: async () => records?.close(),
  };
}

function isToMake({ kind, featureShape }: BenchmarkSetRow, value: HeadInput): boolean {
  return kind === "IMAGES" || (value === "global" && featureShape?.globalSize === null);
}

/** Records that hold an image's values, one after another. */
function partsOf(values: readonly HeadInput[], sizeOf: (value: HeadInput) => number) {
  const sizes = values.map(sizeOf);
  const length = sizes.reduce((sum, size) => sum + size, 0);
  const startOf = (place: number) => sizes.slice(0, place).reduce((sum, size) => sum + size, 0);
  return {
    length,
    of: (record: Float32Array, value: HeadInput) => {
      const place = values.indexOf(value);
      return record.subarray(startOf(place), startOf(place) + sizes[place]!);
    },
    interleave: (batch: Readonly<Record<string, Float32Array>>, count: number) => {
      const records = new Float32Array(count * length);
      for (const [place, value] of values.entries())
        for (let i = 0; i < count; i++) {
          const size = sizes[place]!;
          records.set(batch[value]!.subarray(i * size, (i + 1) * size), i * length + startOf(place));
        }
      return records;
    },
  };
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
