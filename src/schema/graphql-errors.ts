import { Field, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { CountsFor } from "./entries";

@InterfaceType("Error", {
  description: "Why a mutation did nothing, or a query has no answer, and what to do about it.",
})
export abstract class ErrorInterface {
  constructor(code: string, message: string) {
    this.code = code;
    this.message = message;
  }

  @Field(() => String, { description: "A stable code for programs." })
  code: string;

  @Field(() => String, { description: "What was expected, what was received, and what to do." })
  message: string;
}

@ObjectType({
  implements: ErrorInterface,
  description: "An argument is out of its range or of the wrong form.",
})
export class InvalidInputError extends ErrorInterface {}

@ObjectType({
  implements: ErrorInterface,
  description: "The bytes are not a picture that can be decoded completely, or are too large.",
})
export class InvalidImageError extends ErrorInterface {}

@ObjectType({ implements: ErrorInterface, description: "Something that was named does not exist." })
export class NotFoundError extends ErrorInterface {}

@ObjectType({ implements: ErrorInterface, description: "A name or key is taken by something else." })
export class ConflictError extends ErrorInterface {}

enum UseKind {
  PREDICTION_BATCH = "PREDICTION_BATCH",
  EVALUATION_RUN = "EVALUATION_RUN",
  TRAINING = "TRAINING",
  QUANTIZATION = "QUANTIZATION",
  MODEL_VERSION = "MODEL_VERSION",
  BENCHMARK_SET = "BENCHMARK_SET",
  WORD_VECTOR_SET = "WORD_VECTOR_SET",
  VOCABULARY = "VOCABULARY",
}
registerEnumType(UseKind, {
  name: "UseKind",
  description: "What can keep a thing from being deleted.",
  valuesConfig: {
    PREDICTION_BATCH: { description: "A prediction batch, known by its vocabulary." },
    EVALUATION_RUN: {
      description: "An evaluation run, known by its benchmark set, or by its model version.",
    },
    TRAINING: { description: "A training, known by the name of its model." },
    QUANTIZATION: { description: "A quantization that has not ended, known by the name of its result." },
    MODEL_VERSION: { description: "A model version." },
    BENCHMARK_SET: { description: "A benchmark set." },
    WORD_VECTOR_SET: { description: "A word-vector set." },
    VOCABULARY: { description: "A vocabulary whose vectors nothing could make again." },
  },
});

@ObjectType({ description: "Things of one kind that use another." })
export class Use {
  @Field(() => UseKind, { description: "What they are." })
  kind!: UseKind;

  @Field(() => Int, { description: "How many there are." })
  count!: number;

  @CountsFor(5)
  @Field(() => [String], {
    description: "Some of the names that they are known by, up to 5, without repeats.",
  })
  names!: readonly string[];
}

@ObjectType({ implements: ErrorInterface, description: "What was to be deleted is used by something else." })
export class InUseError extends ErrorInterface {
  constructor(code: string, message: string, uses: readonly Use[]) {
    super(code, message);
    this.uses = uses;
  }

  @CountsFor(5)
  @Field(() => [Use], { description: "What uses it; empty if that was just deleted." })
  uses: readonly Use[];
}

@ObjectType({ description: "What is wrong with one label." })
export class LabelProblem {
  @Field(() => Int, { description: "Its place among the labels given, from 0." })
  position!: number;

  @Field(() => String, { description: "The label as it was received." })
  label!: string;

  @Field(() => String, { description: "What is wrong." })
  reason!: string;

  @CountsFor(5)
  @Field(() => [String], {
    description:
      "What could have been meant: its words written apart, words near in meaning to those of its words that are known, and known words that are spelled alike.",
  })
  nearest!: string[];
}

@ObjectType({ implements: ErrorInterface, description: "Labels or vectors that cannot make a vocabulary." })
export class InvalidVocabularyError extends ErrorInterface {
  constructor(code: string, message: string, problems: LabelProblem[]) {
    super(code, message);
    this.problems = problems;
  }

  @CountsFor(1000)
  @Field(() => [LabelProblem], { description: "Every label with a problem, up to 1,000." })
  problems: LabelProblem[];
}

@ObjectType({
  implements: ErrorInterface,
  description:
    "The model takes vectors of one space and the vocabulary has vectors of others: they are never mixed, whatever their length.",
})
export class VectorSpaceMismatchError extends ErrorInterface {
  constructor(
    code: string,
    message: string,
    of: { readonly modelSpace: string | null; readonly vocabularySpaces: readonly string[] },
  ) {
    super(code, message);
    this.modelSpace = of.modelSpace;
    this.vocabularySpaces = of.vocabularySpaces;
  }

  @Field(() => String, {
    nullable: true,
    description: "The name of the space that the model takes; null where it has none yet.",
  })
  modelSpace: string | null;

  @CountsFor(3)
  @Field(() => [String], { description: "The names of the spaces that the vocabulary has vectors of." })
  vocabularySpaces: readonly string[];
}
