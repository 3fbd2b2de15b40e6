import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import { isTextSpace } from "../../storage/vocabularies/text-spaces";
import { findVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import { findVocabularies } from "../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../context";
import { encodedVectorsIn } from "../vocabularies/label-vectors-in";

/**
 * Sees to it that a set's labels have vectors if a text encoder makes them: a training is accepted without. Whether it
 * does.
 */
export async function encodeLabelsOf(
  context: Pick<ServiceContext, "db" | "encodeLabels">,
  { vocabularyId }: BenchmarkSetRow,
  spaceId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { db } = context;
  const [[space], [vocabulary]] = await Promise.all([
    findVectorSpaces(db, [spaceId]),
    findVocabularies(db, [vocabularyId]),
  ]);
  if (!space || !vocabulary || !isTextSpace(space)) return false;
  await encodedVectorsIn(context, vocabulary, space, { priority: "bulk", signal });
  return true;
}
