import type { VariablesOf } from "../../../api/graphql";
import type { ScoresQuery } from "./scores-query";

export type ScoreInput = VariablesOf<typeof ScoresQuery>["input"];

/** Against what an image is scored, and by which model version; null is the active one. */
export interface Side {
  readonly vocabulary: string | null;
  readonly model: string | null;
}

/** As many labels as are asked for at first. */
export const USUAL_TOP = 20;

/** The question for a vocabulary's best labels, or null without a vocabulary. */
export function vocabularyInput(imageId: string, side: Side, top: number): ScoreInput | null {
  const { vocabulary, model } = side;
  return vocabulary === null ? null : { imageId, vocabularyId: vocabulary, modelVersionId: model, topK: top };
}

/** The question for words without a vocabulary, or null without words. */
export function wordsInput(imageId: string, side: Side, words: readonly string[]): ScoreInput | null {
  if (words.length === 0) return null;
  return { imageId, labels: [...words], modelVersionId: side.model, topK: words.length };
}
