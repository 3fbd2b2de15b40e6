import type { Choices, ShownImage } from "../image-query";
import { type ImageView, NO_VOCABULARY } from "../image-view";
import type { Side } from "./score-inputs";

export interface Sides {
  readonly first: Side;
  /** What is compared with that, or null. */
  readonly second: Side | null;
}

/**
 * What an address asks for. Without a vocabulary there that is the one that the image was labeled with last, or else the
 * newest, unless words were typed into an address alone.
 */
export function sidesOf(view: ImageView, choices: Choices, image: ShownImage): Sides {
  const usual =
    image.predictions.edges[0]?.node.vocabulary?.id ?? choices.vocabularies.edges[0]?.node.id ?? null;
  const given = view.vocabulary === NO_VOCABULARY ? null : view.vocabulary;
  const first: Side = {
    vocabulary: given === undefined ? usual : given,
    model: view.model ?? null,
  };
  const { otherVocabulary, otherModel } = view;
  if (otherVocabulary === undefined && otherModel === undefined) return { first, second: null };
  return {
    first,
    second: { vocabulary: otherVocabulary ?? first.vocabulary, model: otherModel ?? first.model },
  };
}
