import type { ImageIndexing } from "../generated/client";
import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";

type IndexingColumns = Omit<ImageIndexing, "id">;
export type IndexingRow = WorkRow & IndexingColumns;

/** Indexings of images for search; their units are those of the phase. */
export const imageIndexings = workTable<IndexingRow, IndexingColumns>({
  kind: "INDEX",
  table: "ImageIndexing",
  missing: "The model version or the vocabulary was deleted while the indexing was being created.",
  read: (stored) => stored,
});
