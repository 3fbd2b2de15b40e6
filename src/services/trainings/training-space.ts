import { RegionaryError } from "../../errors";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { listLabelVectors } from "../../storage/vocabularies/label-vectors";
import { findVectorSpaces, type VectorSpaceRow } from "../../storage/vocabularies/vector-spaces";
import { notFound } from "../not-found";

/** The space of a training: the one requested, or the only one in which the set's labels have vectors. */
export async function trainingSpace(
  db: Database,
  set: BenchmarkSetRow,
  asked: string | null,
): Promise<VectorSpaceRow> {
  if (asked !== null) {
    const [space] = await findVectorSpaces(db, [asked]);
    if (space) return space;
    throw notFound("vector space");
  }
  const spaces = (await listLabelVectors(db, [set.vocabularyId])).map(({ space }) => space);
  const [only] = spaces;
  if (only && spaces.length === 1) return only;
  const names = spaces.map(({ name }) => `"${name}"`).join(", ");
  throw new RegionaryError(
    "INVALID_INPUT",
    `The labels of the set "${set.name}" have ${names === "" ? "no vectors yet" : `vectors in several spaces: ${names}`}. Name the space to train in.`,
  );
}
