import { createUnionType } from "type-graphql";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../graphql-errors";
import { acceptedType, cancelledType, resumedType } from "../work/work-results";
import { EvaluationRunObject } from "./evaluation-run";

const naming = { field: "run", object: EvaluationRunObject };

export const AcceptedEvaluationRun = acceptedType("AcceptedEvaluationRun", naming);

export const RunEvaluationResult = createUnionType({
  name: "RunEvaluationResult",
  description: "The run, or why there is none.",
  types: () =>
    [
      AcceptedEvaluationRun,
      InvalidInputError,
      InvalidVocabularyError,
      VectorSpaceMismatchError,
      NotFoundError,
      ConflictError,
    ] as const,
});

export const cancelledRun = cancelledType("CancelledEvaluationRun", "CancelEvaluationResult", naming);
export const resumedRun = resumedType("ResumedEvaluationRun", "ResumeEvaluationResult", naming);
