import type { SourceLabel } from "../../datasets/benchmark-source";
import { isRegionaryError, RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { findVocabularies, listLabels } from "../../storage/vocabularies/vocabularies";
import { notFound } from "../not-found";
import { createVocabulary } from "../vocabularies/create-vocabulary";

/** Where a set's labels get their vectors: a vocabulary that is there, or a word-vector set to make one from. */
export type VectorSource = { readonly vocabularyId: string } | { readonly wordVectorSetId: string };

export interface SetVocabulary {
  readonly vocabularyId: string;
  /** The set's own ids of its labels, in the order of the vocabulary. */
  readonly labelKeys: readonly string[];
  /** The vocabulary's position of each of the source's labels. */
  readonly positions: readonly number[];
}

/**
 * The vocabulary that a set is scored with. One that is given must have the set's labels and no others, in
 * any order; one that is made is called like the set.
 */
export async function setVocabulary(
  db: Database,
  name: string,
  labels: readonly SourceLabel[],
  source: VectorSource,
): Promise<SetVocabulary> {
  const names = uniqueNames(labels);
  if ("vocabularyId" in source) return matchVocabulary(db, source.vocabularyId, names, labels);
  const { vocabulary } = await createVocabulary(db, {
    name,
    wordVectorSetId: source.wordVectorSetId,
    labels: labels.map((label, place) => ({
      label: names[place]!,
      alias: label.alias ?? label.name,
      training: label.training,
    })),
  }).catch(adviseAliases);
  return {
    vocabularyId: vocabulary.id,
    labelKeys: labels.map(({ key }) => key),
    positions: labels.map((_, place) => place),
  };
}

/** Who imports a set from disk gives no labels one by one, but a file. */
function adviseAliases(error: unknown): never {
  const problems = isRegionaryError(error) ? (error.details.problems as object[] | undefined) : undefined;
  if (!isRegionaryError(error) || !problems?.some((problem) => "nearest" in problem)) throw error;
  const advice = `An import takes aliases from a file: --aliases, with "label, tab, word or phrase" a line.`;
  throw new RegionaryError(error.code, `${error.message} ${advice}`, error.details, { cause: error });
}

/** A vocabulary's labels differ: where a name comes more than once (Open Images), the key is added to it. */
function uniqueNames(labels: readonly SourceLabel[]): string[] {
  const counts = new Map<string, number>();
  for (const { name } of labels) counts.set(name, (counts.get(name) ?? 0) + 1);
  return labels.map(({ name, key }) => (counts.get(name)! > 1 ? `${name} (${key})` : name));
}

async function matchVocabulary(
  db: Database,
  vocabularyId: string,
  names: readonly string[],
  labels: readonly SourceLabel[],
): Promise<SetVocabulary> {
  const [vocabulary] = await findVocabularies(db, [vocabularyId]);
  if (!vocabulary) throw notFound("vocabulary");
  const { rows } = await listLabels(db, vocabularyId, { first: vocabulary.labelCount });
  const places = new Map(rows.map(({ label, position }) => [label, position]));
  const missing = names.filter((name) => !places.has(name));
  if (missing.length > 0 || rows.length !== names.length) {
    const first = missing.length > 0 ? ` "${missing[0]}" is one of ${missing.length} that it lacks.` : "";
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `The vocabulary "${vocabulary.name}" must have the set's ${names.length} labels and no others; it has ${rows.length}.${first} Give a word-vector set instead to have one made.`,
    );
  }
  const positions = names.map((name) => places.get(name)!);
  const labelKeys: string[] = new Array(names.length);
  for (const [place, position] of positions.entries()) labelKeys[position] = labels[place]!.key;
  return { vocabularyId, labelKeys, positions };
}
