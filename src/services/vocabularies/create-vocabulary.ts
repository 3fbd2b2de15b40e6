import { isRegionaryError, RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import {
  addVocabulary,
  type NewVocabulary as NewVocabularyRow,
  type SpaceOfVectors,
  type VocabularyRow,
} from "../../storage/vocabularies/vocabularies";
import { findWordVectorSet } from "../../storage/vocabularies/word-vectors";
import { labelVectorsHash } from "../../vocabulary/label-vectors-hash";
import { labelsHash } from "../../vocabulary/labels-hash";
import { notFound } from "../not-found";
import { cleanLabels, type LabelToClean } from "./clean-labels";
import { spaceNamed } from "./find-space";
import { givenVectors } from "./given-vectors";
import { lookUpLabels } from "./look-up-labels";

const MAX_NAME_LENGTH = 200;
const SPACE_NAME = /^[\w.-]{1,100}$/;

interface NewLabel extends LabelToClean {
  /** The label's vector, given by the caller. */
  readonly vector?: readonly number[] | null;
}

interface NewVocabulary {
  readonly name: string;
  readonly labels: readonly NewLabel[];
  /** Where vectors are looked up now; without it they are looked up when a model first needs them, in its space. */
  readonly wordVectorSetId?: string | null;
  /** The name of the space of the given vectors, existing or new. */
  readonly space?: string | null;
  /** Whether labels without a vector in the word-vector set are left out rather than refused. */
  readonly skipUnresolved?: boolean | null;
}

/** A label that was left out, and why. */
interface LeftOut {
  /** Its place among the labels given. */
  readonly position: number;
  readonly label: string;
  readonly reason: string;
  readonly nearest: readonly string[];
}

interface Created {
  readonly vocabulary: VocabularyRow;
  readonly alreadyStored: boolean;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Creates a vocabulary, or its next version; INVALID_VOCABULARY names every invalid label. The same labels again
 * give the same version, which gets the vectors too unless it has others in that space. With `skipUnresolved` labels without a
 * vector in the set are left out, and named, unless all are.
 */
export async function createVocabulary(
  db: Database,
  { name, labels: wanted, wordVectorSetId, space, skipUnresolved }: NewVocabulary,
): Promise<Created> {
  const trimmedName = name.trim();
  if (trimmedName.length === 0 || trimmedName.length > MAX_NAME_LENGTH || trimmedName.includes("\0")) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `A vocabulary's name must have 1 to ${MAX_NAME_LENGTH} characters.`,
    );
  }
  const labels = cleanLabels(wanted);
  const given = wanted.flatMap(({ vector }) => (vector ? [vector] : []));
  checkSources({ labels: labels.length, given: given.length, wordVectorSetId, space, skipUnresolved });
  const store = async (kept: Labels, vectors: NewVocabularyRow["vectors"], leftOut: readonly LeftOut[]) => {
    const row = { name: trimmedName, contentHash: labelsHash(kept), labels: kept, vectors };
    return { ...(await addVocabulary(db, row)), leftOut };
  };
  if (given.length > 0) return store(labels, await vectorsGiven(db, labels, given, space ?? null), []);
  try {
    return await store(labels, await vectorsLookedUp(db, labels, wordVectorSetId ?? null), []);
  } catch (error) {
    const leftOut = skipUnresolved ? unresolvedIn(error) : [];
    const places = new Set(leftOut.map(({ position }) => position));
    const kept = labels.filter((_, place) => !places.has(place));
    if (leftOut.length === 0 || kept.length === 0) throw error;
    return store(kept, await vectorsLookedUp(db, kept, wordVectorSetId ?? null), leftOut);
  }
}

/** The labels that a look-up has refused. */
function unresolvedIn(error: unknown): readonly LeftOut[] {
  if (!isRegionaryError(error) || error.code !== "INVALID_VOCABULARY") return [];
  return (error.details.problems ?? []) as readonly LeftOut[];
}

/** Vectors come from one source, or are looked up later. */
function checkSources(of: {
  labels: number;
  given: number;
  wordVectorSetId: string | null | undefined;
  space: string | null | undefined;
  skipUnresolved: boolean | null | undefined;
}): void {
  const refusal =
    of.given > 0 && of.given < of.labels
      ? `Either every label must have a vector or none; got ${of.given} vectors for ${of.labels} labels.`
      : of.given > 0 && of.wordVectorSetId
        ? "Give either vectors or a word-vector set to look them up in, not both."
        : of.given === 0 && of.space != null
          ? "`space` must be used with given vectors. To look labels up, name a word-vector set instead."
          : of.skipUnresolved && !of.wordVectorSetId
            ? "`skipUnresolved` must be used with a word-vector set, in which labels are looked up now."
            : null;
  if (refusal) throw new RegionaryError("INVALID_VOCABULARY", refusal);
}

type Labels = NewVocabularyRow["labels"];

async function vectorsGiven(
  db: Database,
  labels: Labels,
  given: readonly (readonly number[])[],
  spaceName: string | null,
): Promise<NewVocabularyRow["vectors"]> {
  const made = givenVectors(
    labels.map(({ label }) => label),
    given,
  );
  const dimensions = given[0]!.length;
  const contentHash = labelVectorsHash({ labels, dimensions, vectors: made.vectors });
  return { ...made, contentHash, space: await spaceGiven(db, spaceName, dimensions) };
}

/** The space that a caller names, whoever created it; without a name, the vocabulary's own. */
async function spaceGiven(db: Database, name: string | null, dimensions: number): Promise<SpaceOfVectors> {
  if (name === null) return "own";
  const known = await spaceNamed(db, name);
  if (!known && !SPACE_NAME.test(name)) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `A new space's name must have 1 to 100 letters, digits, dots, dashes and underscores; got "${name.slice(0, 100)}".`,
    );
  }
  if (!known) return { kind: "GIVEN", name, identity: `given:${name}`, dimensions };
  if (known.dimensions === dimensions) return known;
  throw new RegionaryError(
    "INVALID_VOCABULARY",
    `Vectors of the space "${name}" have ${known.dimensions} numbers; these have ${dimensions}.`,
  );
}

async function vectorsLookedUp(
  db: Database,
  labels: Labels,
  wordVectorSetId: string | null,
): Promise<NewVocabularyRow["vectors"]> {
  if (wordVectorSetId === null) return null;
  const set = await findWordVectorSet(db, { id: wordVectorSetId });
  if (!set) throw notFound("word-vector set");
  const made = await lookUpLabels(db, labels, set);
  const contentHash = labelVectorsHash({ labels, dimensions: set.dimensions, vectors: made.vectors });
  return { ...made, contentHash, space: { id: set.spaceId } };
}
