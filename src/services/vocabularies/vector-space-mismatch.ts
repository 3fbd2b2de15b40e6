import { RegionaryError } from "../../errors";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { VectorSpaceRow } from "../../storage/vocabularies/vector-spaces";
import type { VocabularyRow } from "../../storage/vocabularies/vocabularies";

/** A model version and a vocabulary that do not match, as far as their spaces are known. */
interface Mismatch {
  readonly model: Pick<ModelVersionRow, "name" | "version">;
  readonly modelSpace: VectorSpaceRow | null;
  readonly vocabulary: Pick<VocabularyRow, "name">;
  readonly vocabularySpaces: readonly VectorSpaceRow[];
}

/** VECTOR_SPACE_MISMATCH: what the model takes, what the vocabulary has, and what to do. */
export function vectorSpaceMismatch(
  { model, modelSpace, vocabulary, vocabularySpaces }: Mismatch,
  { takes, advice }: { readonly takes: string; readonly advice: string },
): RegionaryError {
  const lengths = vocabularySpaces.map(({ name, dimensions }) => `"${name}" (${dimensions} numbers each)`);
  const has = lengths.length > 0 ? `those of ${new Intl.ListFormat("en").format(lengths)}` : "none yet";
  return new RegionaryError(
    "VECTOR_SPACE_MISMATCH",
    `The model "${model.name}" takes vectors of ${takes}; the vocabulary "${vocabulary.name}" has ${has}. ${advice}`,
    { modelSpace: modelSpace?.name ?? null, vocabularySpaces: vocabularySpaces.map(({ name }) => name) },
  );
}

/** What to do if the model takes a space in which the vocabulary has no vectors. */
export function adviceFor(
  space: VectorSpaceRow,
  { hasWords, wereGiven }: { readonly hasWords: boolean; readonly wereGiven: boolean },
): string {
  const { name } = space;
  if (hasWords && wereGiven)
    return `Its vectors were given, so its labels are not looked up automatically: create the vocabulary again with the word-vector set's id to have them looked up, or with space: "${name}" if the vectors are of that space.`;
  if (space.kind === "WORDS")
    return `Import the word vectors of "${name}" again (bin/regionary vectors import FILE --name NAME), or use a model that takes what the vocabulary has.`;
  return `Create the vocabulary again with vectors of that space and space: "${name}", or use a model that takes what it has.`;
}
