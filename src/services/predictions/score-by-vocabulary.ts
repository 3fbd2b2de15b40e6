import type { VocabularyVectors } from "../../inference/stages/score-on-lane";
import type { VocabularyRow } from "../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../context";
import { labelPositions } from "../regions/label-regions";
import { type Scored, scoreNow, type WaitedFor } from "./score-now";

interface VocabularyAsked {
  readonly vocabularyId: string;
  /** Those of its labels that are asked for; null for all. */
  readonly labels: readonly string[] | null;
}

/** A vocabulary as a model takes it. */
export interface VocabularyLabels {
  readonly vocabulary: VocabularyRow;
  readonly vectors: VocabularyVectors;
}

/**
 * Scores one image against a vocabulary, or some of its labels: the answer is not stored. Refused as `scoreNow` says, and
 * with NOT_FOUND for labels that the vocabulary does not have.
 */
export function scoreByVocabulary(
  context: ServiceContext,
  { vocabularyId, labels, ...request }: WaitedFor & VocabularyAsked,
): Promise<Scored<VocabularyLabels>> {
  return scoreNow(
    context,
    request,
    async (model, { signal }) => {
      const vocabulary = await context.vocabularies.byId(vocabularyId);
      const vectors = await context.vectorsFor(vocabulary, model, signal);
      if (labels === null) return { vocabulary, vectors };
      const among = [...new Set(await labelPositions(context, vocabularyId, labels))];
      return { vocabulary, vectors, among };
    },
    async (scored) => scored,
  );
}
