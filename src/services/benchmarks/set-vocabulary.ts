import type { SourceLabel } from "../../datasets/benchmark-source";
import { isRegionaryError, RegionaryError } from "../../errors";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { findVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import {
  findVocabularies,
  findVocabularyByContent,
  type LabelRow,
  listLabels,
  type VocabularyRow,
} from "../../storage/vocabularies/vocabularies";
import { findWordVectorSet } from "../../storage/vocabularies/word-vectors";
import { labelsHash } from "../../vocabulary/labels-hash";
import { notFound } from "../not-found";
import { cleanLabels } from "../vocabularies/clean-labels";
import { createVocabulary } from "../vocabularies/create-vocabulary";
import { labelVectorsIn } from "../vocabularies/label-vectors-in";
import { otherSet } from "./refuse-other-source";

/** An existing vocabulary, or a word-vector set in which the labels must have vectors. */
export type VectorSource = { readonly vocabularyId: string } | { readonly wordVectorSetId: string };

interface SetVocabulary {
  readonly vocabularyId: string;
  /** The set's own ids of its labels, in the order of the vocabulary. */
  readonly labelKeys: readonly string[];
  /** The position in the vocabulary of each of the source's labels. */
  readonly positions: readonly number[];
}

/**
 * The vocabulary that a set is scored against. A given one must have the set's labels and no others, in any
 * order. Otherwise it is that of the set of this name, or any that has the same labels, or a new one that
 * is named after the set; without a source of vectors they are looked up when a model first needs them.
 */
export async function setVocabulary(
  db: Database,
  name: string,
  labels: readonly SourceLabel[],
  { source, earlier }: { source: VectorSource | null; earlier: BenchmarkSetRow | null },
): Promise<SetVocabulary> {
  const names = uniqueNames(labels);
  if (source && "vocabularyId" in source) return matchVocabulary(db, source.vocabularyId, names, labels);
  const wanted = cleanLabels(
    labels.map((label, place) => ({
      label: names[place]!,
      alias: label.alias ?? label.name,
      training: label.training,
    })),
  );
  const wordVectorSetId = source?.wordVectorSetId ?? null;
  const known = earlier
    ? await earlierVocabulary(db, earlier, wanted)
    : await findVocabularyByContent(db, labelsHash(wanted));
  if (known && wordVectorSetId) await lookUp(db, known, wordVectorSetId, wanted).catch(adviseAliases);
  const { vocabulary } = known
    ? { vocabulary: known }
    : await createVocabulary(db, { name, wordVectorSetId, labels: wanted }).catch(adviseAliases);
  return {
    vocabularyId: vocabulary.id,
    labelKeys: labels.map(({ key }) => key),
    positions: labels.map((_, place) => place),
  };
}

/** CONFLICT if the set's labels or their marks differ. An alias may be new: it was not needed, or is now. */
async function earlierVocabulary(
  db: Database,
  set: BenchmarkSetRow,
  wanted: readonly Pick<LabelRow, "label" | "training">[],
): Promise<VocabularyRow> {
  const [vocabulary] = await findVocabularies(db, [set.vocabularyId]);
  const { rows } = await listLabels(db, set.vocabularyId, { first: set.labelKeys.length });
  const isSame = ({ label, training }: LabelRow, place: number) =>
    wanted[place]?.label === label && wanted[place].training === training;
  if (vocabulary && rows.length === wanted.length && rows.every(isSame)) return vocabulary;
  throw otherSet(set.name);
}

/** INVALID_VOCABULARY unless all labels have vectors in a word-vector set's space, or get them there now. */
async function lookUp(
  db: Database,
  vocabulary: VocabularyRow,
  wordVectorSetId: string,
  labels: Parameters<typeof labelVectorsIn>[3],
): Promise<void> {
  const set = await findWordVectorSet(db, { id: wordVectorSetId });
  const [space] = set ? await findVectorSpaces(db, [set.spaceId]) : [];
  if (!space) throw notFound("word-vector set");
  await labelVectorsIn(db, vocabulary, space, labels);
}

/** An import from disk gives labels by a file, not one by one. */
function adviseAliases(error: unknown): never {
  const problems = isRegionaryError(error) ? (error.details.problems as object[] | undefined) : undefined;
  if (!isRegionaryError(error) || !problems?.some((problem) => "nearest" in problem)) throw error;
  const advice = `Give aliases to an import as a file: --aliases, with "label, tab, word or phrase" on each line.`;
  throw new RegionaryError(error.code, `${error.message} ${advice}`, error.details, { cause: error });
}

/** The labels of a vocabulary are unique: where a name occurs more than once (Open Images), the key is added to it. */
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
    const first = missing.length > 0 ? ` It lacks ${missing.length}, such as "${missing[0]}".` : "";
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `The vocabulary "${vocabulary.name}" must have the set's ${names.length} labels and no others; it has ${rows.length}.${first} To have one made, give a word-vector set instead.`,
    );
  }
  const positions = names.map((name) => places.get(name)!);
  const labelKeys: string[] = new Array(names.length);
  for (const [place, position] of positions.entries()) labelKeys[position] = labels[place]!.key;
  return { vocabularyId, labelKeys, positions };
}
