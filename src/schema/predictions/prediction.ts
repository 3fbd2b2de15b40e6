import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import type { PredictionRow } from "../../storage/predictions/predictions";
import type { LabelRow } from "../../storage/vocabularies/vocabularies";
import { connectionType } from "../connection";
import { ClassifySource } from "../images/image";
import { Node } from "../node";
import { LabelObject } from "../vocabularies/vocabulary";

enum PredictionState {
  PENDING = "PENDING",
  DONE = "DONE",
  FAILED = "FAILED",
  CANCELLED = "CANCELLED",
}
registerEnumType(PredictionState, {
  name: "PredictionState",
  description: "The state of a prediction.",
  valuesConfig: {
    PENDING: { description: "It waits for its turn." },
    DONE: { description: "It has its labels." },
    FAILED: { description: "It could not be made; `error` says why." },
    CANCELLED: { description: "Its batch ended before its turn." },
  },
});

@ObjectType("PredictionError", { description: "Why a prediction could not be made." })
class PredictionErrorObject {
  @Field(() => String, { description: "A stable code, such as INVALID_IMAGE." })
  code!: string;

  @Field(() => String, { description: "What happened, for people." })
  message!: string;
}

@ObjectType("ScoredLabel", { description: "A label with its score for an image." })
export class ScoredLabelObject {
  constructor(
    readonly prediction: PredictionRow,
    readonly labelRow: LabelRow,
    rank: number,
    score: number,
  ) {
    this.rank = rank;
    this.score = score;
  }

  @Field(() => Int, { description: "1 for the best." })
  rank: number;

  @Field(() => LabelObject, { description: "The label." })
  get label(): LabelObject {
    return new LabelObject(this.labelRow);
  }

  @Field(() => Float, {
    description: "The logit: it ranks the labels of an image, and is not a probability.",
  })
  score: number;
}

@ObjectType("Prediction", {
  implements: Node,
  description: "The best labels of an image from a vocabulary, by one model version.",
})
export class PredictionObject implements Node {
  constructor(readonly row: PredictionRow) {}

  get id(): string {
    return toGlobalId("Prediction", this.row.id);
  }

  @Field(() => PredictionState, { description: "Its state." })
  get state(): PredictionState {
    return PredictionState[this.row.state];
  }

  @Field(() => PredictionErrorObject, { nullable: true, description: "Why it failed, if it did." })
  get error(): PredictionErrorObject | null {
    const { errorCode, errorMessage } = this.row;
    return errorCode ? { code: errorCode, message: errorMessage ?? errorCode } : null;
  }

  @Field(() => Date, { nullable: true, description: "When it was done, failed or was canceled." })
  get finishedAt(): Date | null {
    return this.row.finishedAt;
  }
}

export const PredictionConnection = connectionType("Prediction", PredictionObject);

export const PROMPT =
  "For labels without a vocabulary, with a text encoder: the text for each instead of the model's templates; `{}` stands for the label, and alone for the label as it is.";

@InputType({
  description: "A picture to be scored at once, against a vocabulary or against labels of this request.",
})
export class ClassifyInput {
  @Field(() => ClassifySource, { description: "The picture." })
  image!: ClassifySource;

  @Field(() => ID, {
    nullable: true,
    description:
      "The vocabulary to score it against; the answer is a stored prediction. Either this or `labels`.",
  })
  vocabularyId?: string;

  @Field(() => [String], {
    nullable: true,
    description:
      "1 to 100 labels to score it against, for a model with a text encoder in any words; the answer is not stored. Either these or `vocabularyId`.",
  })
  labels?: string[];

  @Field(() => String, { nullable: true, description: PROMPT })
  prompt?: string;

  @Field(() => Int, { defaultValue: 5, description: "How many of the best labels to keep, 1 to 1,000." })
  topK!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Give up (DEADLINE_EXCEEDED) after this many milliseconds without a result.",
  })
  deadlineMs?: number;
}
