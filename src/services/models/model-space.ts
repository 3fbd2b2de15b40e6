import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { bindModelSpace, readModelSpace } from "../../storage/models/model-spaces";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { listLabelVectors } from "../../storage/vocabularies/label-vectors";
import { findVectorSpaces, type VectorSpaceRow } from "../../storage/vocabularies/vector-spaces";
import type { VocabularyRow } from "../../storage/vocabularies/vocabularies";
import { notFound } from "../not-found";
import { vectorSpaceMismatch } from "../vocabularies/vector-space-mismatch";

/** How many numbers a model's label vectors have. */
export function labelSize({ description }: ModelVersionRow): number {
  return description.labels.size;
}

/** Throws unless a model whose label vectors have this many numbers can take those of a space. */
export async function checkSpace(db: Database, spaceId: string, size: number): Promise<VectorSpaceRow> {
  const [space] = await findVectorSpaces(db, [spaceId]);
  if (!space) throw notFound("vector space");
  if (space.dimensions === size) return space;
  throw new RegionaryError(
    "INVALID_INPUT",
    `The model takes vectors of ${size} numbers; those of the space "${space.name}" have ${space.dimensions}.`,
  );
}

/**
 * The space that a model version is bound to. One that is not bound yet, because its import named none, is
 * bound now to the vocabulary's: the only one with vectors of the length that the model takes. Refused with
 * VECTOR_SPACE_MISMATCH where there is none or more than one.
 */
export async function modelSpaceId(
  db: Database,
  model: ModelVersionRow,
  vocabulary: VocabularyRow,
  onBound: (space: VectorSpaceRow) => void,
): Promise<string> {
  const known = model.spaceId ?? (await readModelSpace(db, model.id));
  if (known !== null) return known;
  const spaces = (await listLabelVectors(db, [vocabulary.id])).map(({ space }) => space);
  const fitting = spaces.filter(({ dimensions }) => dimensions === labelSize(model));
  const [space] = fitting;
  if (!space || fitting.length > 1) {
    const takes = `${labelSize(model)} numbers, of a space that has not been named`;
    const advice = `Name it: bin/regionary models bind ${model.name}@${model.version} --space NAME.`;
    const mismatch = { model, modelSpace: null, vocabulary, vocabularySpaces: spaces };
    throw vectorSpaceMismatch(mismatch, { takes, advice });
  }
  const bound = await bindModelSpace(db, model.id, space.id);
  if (bound === space.id) onBound(space);
  return bound ?? space.id; // deleted meanwhile: using it will fail later
}
