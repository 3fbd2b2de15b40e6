import { createUnionType } from "type-graphql";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../graphql-errors";
import { acceptedType, cancelledType } from "../work/work-results";
import { PredictionBatchObject } from "./prediction-batch";

const naming = { field: "batch", object: PredictionBatchObject };

export const AcceptedPredictionBatch = acceptedType("AcceptedPredictionBatch", naming);

export const PredictResult = createUnionType({
  name: "PredictResult",
  description: "The batch, or why there is none.",
  types: () =>
    [
      AcceptedPredictionBatch,
      InvalidInputError,
      InvalidVocabularyError,
      VectorSpaceMismatchError,
      NotFoundError,
      ConflictError,
    ] as const,
});

export const cancelledBatch = cancelledType(
  "CancelledPredictionBatch",
  "CancelPredictionBatchResult",
  naming,
);
