import type { Database } from "../../storage/database/database";
import {
  addLabelVectors,
  readLabelVectors,
  type StoredVectors,
} from "../../storage/vocabularies/label-vectors";
import type { VectorSpaceRow } from "../../storage/vocabularies/vector-spaces";
import { type LabelRow, listLabels, type VocabularyRow } from "../../storage/vocabularies/vocabularies";
import { findWordsOfSpace } from "../../storage/vocabularies/word-vectors";
import { labelVectorsHash } from "../../vocabulary/label-vectors-hash";
import { lookUpLabels } from "./look-up-labels";

/**
 * The vectors of a vocabulary's labels in a space. If there are none yet, they are looked up in the space's
 * word vectors, by the labels' aliases or by `others`, and kept; null if it has no word vectors. INVALID_VOCABULARY
 * names the labels without a vector.
 */
export async function labelVectorsIn(
  db: Database,
  vocabulary: VocabularyRow,
  space: VectorSpaceRow,
  others?: readonly Pick<LabelRow, "label" | "training" | "alias">[],
): Promise<StoredVectors | null> {
  const stored = await readLabelVectors(db, vocabulary.id, space.id);
  if (stored) return stored;
  const words = await findWordsOfSpace(db, space.id);
  if (!words) return null;
  const labels = others ?? (await listLabels(db, vocabulary.id, { first: vocabulary.labelCount })).rows;
  const made = await lookUpLabels(db, labels, words);
  const contentHash = labelVectorsHash({ labels, dimensions: space.dimensions, vectors: made.vectors });
  await addLabelVectors(db, vocabulary.id, space.id, { ...made, contentHash });
  // Another caller may have been first.
  return readLabelVectors(db, vocabulary.id, space.id);
}
