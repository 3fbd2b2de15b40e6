import { createUnionType, Field, ObjectType } from "type-graphql";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../graphql-errors";
import { EvaluationRunObject } from "./evaluation-run";

@ObjectType({ description: "A run that is stored and will be completed." })
export class AcceptedEvaluationRun {
  constructor(run: EvaluationRunObject) {
    this.run = run;
  }

  @Field(() => EvaluationRunObject, { description: "The run as it was when the answer was made." })
  run: EvaluationRunObject;
}

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

@ObjectType({ description: "A run that is worked on no more." })
export class CancelledEvaluationRun {
  constructor(run: EvaluationRunObject, alreadyEnded: boolean) {
    this.run = run;
    this.alreadyEnded = alreadyEnded;
  }

  @Field(() => EvaluationRunObject, { description: "The run." })
  run: EvaluationRunObject;

  @Field(() => Boolean, { description: "Whether it had ended before it could be cancelled." })
  alreadyEnded: boolean;
}

export const CancelEvaluationResult = createUnionType({
  name: "CancelEvaluationResult",
  description: "The cancelled run, or why it was not cancelled.",
  types: () => [CancelledEvaluationRun, NotFoundError, InvalidInputError] as const,
});

@ObjectType({ description: "A run that goes on where it was." })
export class ResumedEvaluationRun {
  constructor(run: EvaluationRunObject, alreadyRunning: boolean) {
    this.run = run;
    this.alreadyRunning = alreadyRunning;
  }

  @Field(() => EvaluationRunObject, { description: "The run." })
  run: EvaluationRunObject;

  @Field(() => Boolean, { description: "Whether it was waiting or running anyway." })
  alreadyRunning: boolean;
}

export const ResumeEvaluationResult = createUnionType({
  name: "ResumeEvaluationResult",
  description: "The run that goes on, or why it does not.",
  types: () => [ResumedEvaluationRun, NotFoundError, InvalidInputError, ConflictError] as const,
});
