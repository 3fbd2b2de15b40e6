import type { VariablesOf } from "../../../api/graphql";
import type { CreateVocabulary } from "./create-vocabulary";

export type Training = "SEEN" | "UNSEEN" | "UNKNOWN";

/** A label of a vocabulary that is being made. */
export interface DraftLabel {
  /** Its own for as long as the draft lives, wherever it is in the list. */
  readonly key: number;
  readonly label: string;
  readonly alias: string;
  readonly prompt: string;
  readonly phrases: readonly string[];
  readonly training: Training;
}

export type LabelWords = Partial<Omit<DraftLabel, "key">> & Pick<DraftLabel, "label">;

let nextKey = 1;

/** A draft of what was pasted, read from a file, or had by an earlier version. */
export const draftOf = (words: LabelWords): DraftLabel => ({
  alias: "",
  prompt: "",
  phrases: [],
  training: "UNKNOWN",
  ...words,
  key: nextKey++,
});

type LabelInput = VariablesOf<typeof CreateVocabulary>["input"]["labels"][number];

/** What decides about a label's vector, as the API takes it. */
export const textsOf = ({ label, alias, prompt, phrases }: DraftLabel) => ({
  label,
  alias: alias || null,
  prompt: prompt || null,
  phrases: phrases.length > 0 ? [...phrases] : null,
});

export const inputOf = (draft: DraftLabel): LabelInput => ({
  ...textsOf(draft),
  training: draft.training,
});
