import type { Database } from "../../../storage/database/database";
import { type IndexingRow, imageIndexings } from "../../../storage/search/image-indexings";
import { createOrGoOn } from "../../work/create-or-go-on";
import { requestHashOf } from "../../work/request-hash";

/** What is asked for; its names in this order are what requests are known by. */
export interface IndexingRequest {
  readonly modelVersionId: string;
  /** Whose labels' scores are to be stored for every image; null for none. */
  readonly vocabularyId: string | null;
}

/** Accepts the indexing of what the index of a model lacks, or finds the same under way. */
export async function acceptIndexing(
  db: Database,
  { modelVersionId, vocabularyId }: IndexingRequest,
): Promise<IndexingRow> {
  const asked = { modelVersionId, vocabularyId };
  const accepted = { total: 0, requestHash: requestHashOf(asked) };
  return (await createOrGoOn(db, imageIndexings, asked, accepted)).work;
}
