import { createUnionType } from "type-graphql";
import { ConflictError, InvalidInputError, InvalidVocabularyError, NotFoundError } from "../graphql-errors";
import { acceptedType, cancelledType } from "../work/work-results";
import { TrainingObject } from "./training";

const naming = { field: "training", object: TrainingObject };

export const AcceptedTraining = acceptedType("AcceptedTraining", naming);

export const TrainModelResult = createUnionType({
  name: "TrainModelResult",
  description: "The training, or why there is none.",
  types: () =>
    [AcceptedTraining, InvalidInputError, InvalidVocabularyError, NotFoundError, ConflictError] as const,
});

export const cancelledTraining = cancelledType("CancelledTraining", "CancelTrainingResult", naming);
