import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/** An approximate search over one vector an image, as others do it. */
export interface WholeImageSearch {
  readonly setting: string;
  /** How many images a second it took in. */
  readonly imagesPerSecond: number;
  readonly bytes: number;
  /** The best images by their whole vector. */
  search(vector: Float32Array, count: number): number[];
}

/** The part of usearch that is used here. */
interface Usearch {
  Index: new (options: {
    dimensions: number;
    metric: string;
    quantization: string;
    connectivity: number;
  }) => {
    add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
    search(vector: Float32Array, count: number, threads: number): { keys: BigUint64Array };
  };
}

const AT_ONCE = 1000;
const CONNECTIVITY = 16;

/**
 * An HNSW graph by usearch over vectors [n, size], compared by their products. Null unless BENCH_USEARCH names a folder where
 * `npm install usearch` was run: the project itself does not need it.
 */
export async function buildWholeImageSearch(
  vectors: Float32Array,
  size: number,
  threads: number,
): Promise<WholeImageSearch | null> {
  const folder = process.env.BENCH_USEARCH;
  if (!folder) return null;
  const load = createRequire(path.join(path.resolve(folder), "package.json"));
  const { Index } = load("usearch") as Usearch;
  const manifest = await readFile(path.join(folder, "node_modules/usearch/package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const index = new Index({
    dimensions: size,
    metric: "ip",
    quantization: "f32",
    connectivity: CONNECTIVITY,
  });
  const count = vectors.length / size;
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  for (let from = 0; from < count; from += AT_ONCE) {
    const added = Math.min(AT_ONCE, count - from);
    const keys = BigUint64Array.from({ length: added }, (_, i) => BigInt(from + i));
    index.add(keys, vectors.subarray(from * size, (from + added) * size), threads);
  }
  return {
    setting: `usearch ${version}, HNSW of ${CONNECTIVITY} neighbors, float32`,
    imagesPerSecond: (1000 * count) / (performance.now() - begun),
    bytes: process.memoryUsage.rss() - before,
    search: (vector, most) => Array.from(index.search(vector, most, 1).keys, Number),
  };
}
