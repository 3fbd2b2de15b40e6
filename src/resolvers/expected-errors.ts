import { isRegionaryError, type RegionaryError } from "../errors";
import {
  ConflictError,
  type ErrorInterface,
  InUseError,
  InvalidImageError,
  InvalidInputError,
  InvalidVocabularyError,
  type LabelProblem,
  NotFoundError,
  type Use,
  VectorSpaceMismatchError,
} from "../schema/graphql-errors";

const MAX_PROBLEMS = 1_000;

/** The failures that a caller can fix, as results; all others stay errors of the request. */
const AS_RESULT: Partial<Record<RegionaryError["code"], (error: RegionaryError) => ErrorInterface>> = {
  INVALID_INPUT: ({ code, message }) => new InvalidInputError(code, message),
  INVALID_IMAGE: ({ code, message }) => new InvalidImageError(code, message),
  IMAGE_TOO_LARGE: ({ code, message }) => new InvalidImageError(code, message),
  NOT_FOUND: ({ code, message }) => new NotFoundError(code, message),
  CONFLICT: ({ code, message }) => new ConflictError(code, message),
  IN_USE: ({ code, message, details }) => new InUseError(code, message, details.uses as Use[]),
  INVALID_VOCABULARY: ({ code, message, details }) =>
    new InvalidVocabularyError(code, message, labelProblems(details.problems)),
  VECTOR_SPACE_MISMATCH: ({ code, message, details }) =>
    new VectorSpaceMismatchError(code, message, {
      modelSpace: typeof details.modelSpace === "string" ? details.modelSpace : null,
      vocabularySpaces: Array.isArray(details.vocabularySpaces) ? details.vocabularySpaces : [],
    }),
};

/** The result of `work`, or the expected failure as a result that is one of `allowed`. */
export async function resultOf<T, E extends ErrorInterface>(
  work: () => Promise<T>,
  allowed: readonly (new (...args: never[]) => E)[],
): Promise<T | E> {
  try {
    return await work();
  } catch (error) {
    const result = isRegionaryError(error) ? AS_RESULT[error.code]?.(error) : undefined;
    const type = allowed.find((candidate) => result instanceof candidate);
    if (type) return result as E;
    throw error;
  }
}

function labelProblems(problems: unknown): LabelProblem[] {
  if (!Array.isArray(problems)) return [];
  return problems
    .slice(0, MAX_PROBLEMS)
    .map(({ position, label, reason, nearest }) => ({ position, label, reason, nearest: nearest ?? [] }));
}
