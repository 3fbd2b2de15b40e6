import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { storedWords } from "../../storage/vocabularies/stored-words";
import {
  addVocabulary,
  type LabelRow,
  type LabelTraining,
  type VocabularyRow,
} from "../../storage/vocabularies/vocabularies";
import { findWordVectorSet } from "../../storage/vocabularies/word-vectors";
import { hasDirection } from "../../vocabulary/has-direction";
import { resolveLabels } from "../../vocabulary/resolve-labels";
import { validateLabels } from "../../vocabulary/validate-labels";
import { vocabularyHash } from "../../vocabulary/vocabulary-hash";
import { notFound } from "../not-found";

const MAX_DIMENSIONS = 4_096;
const MAX_NAME_LENGTH = 200;

export interface NewLabel {
  readonly label: string;
  /** A word or phrase of the word-vector set to use where the label itself is not in it. */
  readonly alias?: string | null;
  readonly training?: LabelTraining | null;
  /** The label's vector, given by the caller. */
  readonly vector?: readonly number[] | null;
}

export interface NewVocabulary {
  readonly name: string;
  readonly labels: readonly NewLabel[];
  /** Where vectors are looked up; without it every label brings its own. */
  readonly wordVectorSetId?: string | null;
}

type NamedVector = Pick<LabelRow, "origin" | "words"> & { vector: Float32Array };

/** Creates a vocabulary, or its next version; INVALID_VOCABULARY names every label at fault. */
export async function createVocabulary(
  db: Database,
  { name, labels, wordVectorSetId }: NewVocabulary,
): Promise<{ vocabulary: VocabularyRow; alreadyStored: boolean }> {
  const trimmedName = name.trim();
  if (trimmedName.length === 0 || trimmedName.length > MAX_NAME_LENGTH || trimmedName.includes("\0")) {
    throw new RegionaryError("INVALID_INPUT", `A vocabulary's name has 1 to ${MAX_NAME_LENGTH} characters.`);
  }
  const names = validateLabels(labels.map(({ label }) => label));
  const given = labels.filter(({ vector }) => vector);
  if (given.length > 0 && given.length < labels.length) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `Either every label brings a vector or none does; ${given.length} of ${labels.length} do.`,
    );
  }
  if (given.length > 0 && wordVectorSetId) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      "Give vectors or a word-vector set to look them up in, not both.",
    );
  }
  const resolved =
    given.length > 0 ? givenVectors(labels, names) : await lookUp(db, labels, names, wordVectorSetId);
  const dimensions = resolved[0]!.vector.length;
  const vectors = new Float32Array(resolved.length * dimensions);
  const rows = resolved.map(({ vector, origin, words }, index) => {
    vectors.set(vector, index * dimensions);
    return { label: names[index]!, training: labels[index]!.training ?? "UNKNOWN", origin, words };
  });
  const contentHash = vocabularyHash({
    labels: rows.map(({ label, training }) => ({ label, training })),
    dimensions,
    vectors,
  });
  return addVocabulary(db, {
    name: trimmedName,
    contentHash,
    dimensions,
    vectors,
    wordVectorSetId: wordVectorSetId ?? null,
    labels: rows,
  });
}

/** Of labels that all bring a vector. */
function givenVectors(labels: readonly NewLabel[], names: readonly string[]): NamedVector[] {
  const dimensions = labels[0]!.vector!.length;
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `A vector has 1 to ${MAX_DIMENSIONS} numbers; the first label's has ${dimensions}.`,
    );
  }
  const problems = labels.flatMap(({ vector }, position) => {
    const problem = vectorProblem(vector!, dimensions);
    return problem ? [{ position, label: names[position], reason: problem, nearest: [] }] : [];
  });
  if (problems.length > 0) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `${problems.length} of ${labels.length} vectors cannot be used; the first: "${problems[0]!.label}" ${problems[0]!.reason}.`,
      { problems },
    );
  }
  return labels.map(({ vector }) => ({
    vector: Float32Array.from(vector!),
    origin: "GIVEN",
    words: [],
  }));
}

function vectorProblem(vector: readonly number[], dimensions: number): string | null {
  if (vector.length !== dimensions)
    return `has ${vector.length} numbers where the first label's has ${dimensions}`;
  const stored = Float32Array.from(vector);
  if (!stored.every(Number.isFinite)) return "has a number that is not finite in 32 bits";
  return hasDirection(stored) ? null : "is all zeros, or too short or long to be normalised in 32 bits";
}

async function lookUp(
  db: Database,
  labels: readonly NewLabel[],
  names: readonly string[],
  wordVectorSetId: string | null | undefined,
): Promise<NamedVector[]> {
  if (!wordVectorSetId) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      "Labels need vectors: give each its vector, or a wordVectorSetId to look them up in (npx regionary vectors import FILE --name NAME).",
    );
  }
  const set = await findWordVectorSet(db, { id: wordVectorSetId });
  if (!set) throw notFound("word-vector set");
  const resolutions = await resolveLabels(
    names.map((label, index) => ({ label, alias: labels[index]!.alias ?? undefined })),
    storedWords(db, set),
  );
  const problems = resolutions.flatMap((resolution, position) =>
    resolution.method === "UNRESOLVED"
      ? [
          {
            position,
            label: resolution.label,
            reason: `has no vector: ${resolution.missing.map((word) => `"${word}"`).join(", ")} not in the set "${set.name}"`,
            nearest: resolution.nearest,
          },
        ]
      : [],
  );
  const first = problems[0];
  if (first) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `${problems.length} of ${names.length} labels cannot be resolved; the first: "${first.label}" ${first.reason}` +
        `${first.nearest.length > 0 ? ` (nearest: ${first.nearest.join(", ")})` : ""}. Give an alias or a vector.`,
      { problems },
    );
  }
  return resolutions.flatMap((resolution) =>
    resolution.method === "UNRESOLVED"
      ? []
      : [{ vector: resolution.vector, origin: resolution.method, words: resolution.words }],
  );
}
