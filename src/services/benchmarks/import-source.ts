import type { BenchmarkSource, SourceItem } from "../../datasets/benchmark-source";
import type { ItemContent } from "./item-content";

/** An image of a set to import, which may be stored already. */
export type ImportItem = Omit<SourceItem, "content"> & { readonly content: ItemContent };

/** What a set is imported from. */
export type ImportSource = Omit<BenchmarkSource, "items"> & {
  items(from: number, signal?: AbortSignal): AsyncIterable<ImportItem>;
};
