import { RegionaryError } from "../../errors";
import type { NewLabelVectors } from "../../storage/vocabularies/label-vectors";
import { hasDirection } from "../../vocabulary/has-direction";

const MAX_DIMENSIONS = 4_096;

/** The vectors that a caller gives with labels, [labels, dimensions]; INVALID_VOCABULARY names every invalid label. */
export function givenVectors(
  names: readonly string[],
  given: readonly (readonly number[])[],
): Omit<NewLabelVectors, "contentHash"> {
  const dimensions = given[0]!.length;
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `A vector must have 1 to ${MAX_DIMENSIONS} numbers; the first label's has ${dimensions}.`,
    );
  }
  const problems = given.flatMap((vector, position) => {
    const problem = vectorProblem(vector, dimensions);
    return problem ? [{ position, label: names[position], reason: problem, nearest: [] }] : [];
  });
  if (problems.length > 0) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `${problems.length} of ${names.length} vectors cannot be used; the first: "${problems[0]!.label}" ${problems[0]!.reason}.`,
      { problems },
    );
  }
  const vectors = new Float32Array(given.length * dimensions);
  for (const [index, vector] of given.entries()) vectors.set(vector, index * dimensions);
  return { vectors, origins: given.map(() => ({ origin: "GIVEN", words: [] })) };
}

function vectorProblem(vector: readonly number[], dimensions: number): string | null {
  if (vector.length !== dimensions)
    return `has ${vector.length} numbers where the first label's has ${dimensions}`;
  const stored = Float32Array.from(vector);
  if (!stored.every(Number.isFinite)) return "has a number that is not finite in 32 bits";
  return hasDirection(stored) ? null : "is all zeros, or too short or long to be normalized in 32 bits";
}
