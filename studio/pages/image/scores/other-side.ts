import type { Choices } from "../image-query";
import type { ImageView } from "../image-view";
import type { Side } from "./score-inputs";

/** What is compared with a side at first: another model version, or else another vocabulary; null if there is neither. */
export function otherSide(
  { vocabulary, model }: Side,
  { modelVersions, vocabularies, activeModelVersion }: Choices,
): Pick<ImageView, "otherModel" | "otherVocabulary"> | null {
  const own = model ?? activeModelVersion?.id;
  const otherModel = modelVersions.edges.find(({ node }) => node.id !== own);
  if (otherModel) return { otherModel: otherModel.node.id };
  const otherVocabulary = vocabularies.edges.find(({ node }) => node.id !== vocabulary);
  return otherVocabulary ? { otherVocabulary: otherVocabulary.node.id } : null;
}
