import { InferenceSession, Tensor } from "onnxruntime-node";
import { madeGraph } from "./made-graph";
import { CELLS, cellsFor, composeImage, NOISES, THINGS } from "./made-images";
import { REGION_SIZE } from "./made-spectrum";
import { type MadeFrom, makeTables } from "./made-tables";

/** Of images that were made from a seed, what a model's encode stages would give, and what is true of them. */
export interface MadeValues {
  /** float16 */
  readonly regions: Uint16Array; // [n, CELLS, REGION_SIZE]
  /** The same in float32. */
  readonly floats: Float32Array;
  readonly means: Float32Array; // [n, REGION_SIZE]
  readonly scores: Float32Array; // [n, C]
}

/** Makes images' regions from a seed, any of them again at any time. */
export interface MadeRegions {
  make<K extends keyof MadeValues>(
    images: readonly number[],
    classifiers: Float32Array, // [C, REGION_SIZE]
    wanted: readonly K[],
  ): Promise<Pick<MadeValues, K>>;
  close(): Promise<void>;
}

export async function openMadeRegions(from: MadeFrom, topRegions: number): Promise<MadeRegions> {
  const session = await InferenceSession.create(madeGraph(topRegions), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const tables = makeTables(from);
  const things = new Tensor("float32", tables.things, [THINGS, REGION_SIZE]);
  const noises = new Tensor("float32", tables.noises, [NOISES, REGION_SIZE]);
  return {
    async make<K extends keyof MadeValues>(
      images: readonly number[],
      classifiers: Float32Array,
      wanted: readonly K[],
    ) {
      const count = images.length;
      const cells = cellsFor(count);
      for (const [place, image] of images.entries()) composeImage(from.seed, image, cells, place);
      const made = await session.run(
        {
          ...{ things, noises },
          thing: new Tensor("int64", cells.things, [count, CELLS]),
          gain: new Tensor("float32", cells.gains, [count, CELLS, 1]),
          noise: new Tensor("int64", cells.noises, [count, CELLS]),
          classifiers: new Tensor("float32", classifiers, [classifiers.length / REGION_SIZE, REGION_SIZE]),
        },
        wanted,
      );
      return Object.fromEntries(wanted.map((name) => [name, made[name]!.data])) as Pick<MadeValues, K>;
    },
    close: () => session.release(),
  };
}
