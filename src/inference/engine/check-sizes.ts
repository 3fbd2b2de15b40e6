import { RegionaryError } from "../../errors";
import { rowsOf, shapeOf } from "../../model/chain";
import type { ModelDescription } from "../../model/description";
import { elementCount } from "../../tensor/shape";
import type { ChainInput } from "../stages/chain-input";
import type { Classifiers, VocabularyVectors } from "../stages/score-on-lane";

/** How many numbers the regions of an image have, the row of the whole picture included. */
export function regionsLength(description: ModelDescription): number {
  return rowsOf(description) * description.grid.regionSize;
}

/** INVALID_INPUT, naming `what`, unless the number of values is as expected. */
export function checkLength(what: string, got: number, expected: number): void {
  if (got === expected) return;
  throw new RegionaryError("INVALID_INPUT", `Expected ${expected} values for the ${what}; got ${got}.`);
}

/** INVALID_INPUT unless every value is one of the model's chain and of the length that it has there. */
export function checkValues({ encode }: ModelDescription, { count, values }: ChainInput): void {
  for (const [name, numbers] of Object.entries(values)) {
    const shape = shapeOf(encode, name);
    if (!shape)
      throw new RegionaryError("INVALID_INPUT", `The model has no value "${name}" on the way to regions.`);
    checkLength(`${name} [N, ${shape.join(", ")}]`, numbers.length, count * elementCount(shape));
  }
}

/** INVALID_VOCABULARY for vectors of another length than the model takes; `checkLength` for classifiers. */
export function checkVocabulary(
  { labels, grid }: ModelDescription,
  vocabulary: Pick<VocabularyVectors, "count" | "vectors"> | Pick<Classifiers, "count" | "classifiers">,
): void {
  const { count } = vocabulary;
  if ("classifiers" in vocabulary) {
    checkLength("classifiers [C, R]", vocabulary.classifiers.length, count * grid.regionSize);
    return;
  }
  const { vectors } = vocabulary;
  if (Number.isInteger(count) && count >= 1 && vectors.length === count * labels.size) return;
  throw new RegionaryError(
    "INVALID_VOCABULARY",
    `Expected vectors of ${labels.size} values for each of at least one label; got ${vectors.length} values for ${count} labels. Use vectors of the kind that the model was trained with.`,
  );
}
