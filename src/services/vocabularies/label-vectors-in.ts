import type { SubmitOptions } from "../../batcher/batcher-options";
import type { Database } from "../../storage/database/database";
import {
  addLabelVectors,
  type NewLabelVectors,
  readLabelVectors,
  type StoredVectors,
} from "../../storage/vocabularies/label-vectors";
import type { TextSpace } from "../../storage/vocabularies/text-spaces";
import type { VectorSpaceRow } from "../../storage/vocabularies/vector-spaces";
import { type LabelRow, listLabels, type VocabularyRow } from "../../storage/vocabularies/vocabularies";
import { findWordsOfSpace } from "../../storage/vocabularies/word-vectors";
import { labelVectorsHash } from "../../vocabulary/label-vectors-hash";
import type { EncodeLabels } from "./encode-labels";
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
  const labels = others ?? (await allLabels(db, vocabulary));
  return keep(db, vocabulary, space, labels, await lookUpLabels(db, labels, words));
}

/** The same in the space of a text encoder: those that are missing are made of all labels, and kept together. */
export async function encodedVectorsIn(
  { db, encodeLabels }: { readonly db: Database; readonly encodeLabels: EncodeLabels },
  vocabulary: VocabularyRow,
  space: TextSpace,
  options?: SubmitOptions,
): Promise<StoredVectors> {
  const stored = await readLabelVectors(db, vocabulary.id, space.id);
  if (stored) return stored;
  const labels = await allLabels(db, vocabulary);
  return keep(db, vocabulary, space, labels, await encodeLabels(space, labels, options));
}

async function allLabels(db: Database, { id, labelCount }: VocabularyRow): Promise<readonly LabelRow[]> {
  return (await listLabels(db, id, { first: labelCount })).rows;
}

async function keep(
  db: Database,
  vocabulary: VocabularyRow,
  space: VectorSpaceRow,
  labels: readonly Pick<LabelRow, "label" | "training">[],
  made: Omit<NewLabelVectors, "contentHash">,
): Promise<StoredVectors> {
  const contentHash = labelVectorsHash({ labels, dimensions: space.dimensions, vectors: made.vectors });
  await addLabelVectors(db, vocabulary.id, space.id, { ...made, contentHash });
  // Another caller may have been first.
  return (await readLabelVectors(db, vocabulary.id, space.id)) ?? { contentHash, vectors: made.vectors };
}
