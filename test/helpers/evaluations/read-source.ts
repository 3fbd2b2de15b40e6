import type { BenchmarkSource, SourceItem } from "../../../src/datasets/benchmark-source";

/** All items of a source from a position on; the source is closed. */
export async function readSource(source: BenchmarkSource, from = 0): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of source.items(from)) items.push(item);
  await source.close();
  return items;
}
