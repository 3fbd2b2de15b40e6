import { createUnionType, Field, ID, ObjectType } from "type-graphql";
import { BenchmarkSetObject } from "./benchmarks/benchmark-set";
import { CountsFor } from "./entries";
import {
  ConflictError,
  InUseError,
  InvalidImageError,
  InvalidInputError,
  InvalidVocabularyError,
  LabelProblem,
  NotFoundError,
  VectorSpaceMismatchError,
} from "./graphql-errors";
import { ImageObject } from "./images/image";
import { ModelVersionObject } from "./models/model-version";
import { ClassifiedTextObject } from "./predictions/classified-text";
import { PredictionObject } from "./predictions/prediction";
import { VocabularyObject } from "./vocabularies/vocabulary";

@ObjectType({ description: "A picture that is stored now." })
export class AddedImage {
  constructor(image: ImageObject, alreadyStored: boolean) {
    this.image = image;
    this.alreadyStored = alreadyStored;
  }

  @Field(() => ImageObject, { description: "The stored image." })
  image: ImageObject;

  @Field(() => Boolean, { description: "Whether the same bytes were stored before." })
  alreadyStored: boolean;
}

export const AddImageResult = createUnionType({
  name: "AddImageResult",
  description: "The stored picture, or why it was refused.",
  types: () => [AddedImage, InvalidImageError, InvalidInputError] as const,
});

@ObjectType({ description: "The result for each picture, in the order given." })
export class AddedImages {
  constructor(results: (typeof AddImageResult)[]) {
    this.results = results;
  }

  @CountsFor(50)
  @Field(() => [AddImageResult], { description: "One result for each picture." })
  results: (typeof AddImageResult)[];
}

export const AddImagesResult = createUnionType({
  name: "AddImagesResult",
  description: "The results, or why there are none.",
  types: () => [AddedImages, InvalidInputError] as const,
});

@ObjectType({ description: "It was deleted, with everything that belonged to it." })
export class Deleted {
  constructor(id: string) {
    this.id = id;
  }

  @Field(() => ID, { description: "The id of the deleted object." })
  id: string;
}

export const DeleteResult = createUnionType({
  name: "DeleteResult",
  description: "Whether it was deleted.",
  types: () => [Deleted, NotFoundError, InvalidInputError, ConflictError, InUseError] as const,
});

@ObjectType({ description: "A vocabulary that is stored now." })
export class CreatedVocabulary {
  constructor(vocabulary: VocabularyObject, alreadyStored: boolean, leftOut: LabelProblem[]) {
    this.vocabulary = vocabulary;
    this.alreadyStored = alreadyStored;
    this.leftOut = leftOut;
  }

  @Field(() => VocabularyObject, { description: "The stored vocabulary." })
  vocabulary: VocabularyObject;

  @Field(() => Boolean, { description: "Whether the latest version of this name had the same content." })
  alreadyStored: boolean;

  @CountsFor(20)
  @Field(() => [LabelProblem], {
    description: "With `skipUnresolved`, the labels that have no vector in the word-vector set, and why.",
  })
  leftOut: LabelProblem[];
}

export const CreateVocabularyResult = createUnionType({
  name: "CreateVocabularyResult",
  description: "The vocabulary, or why there is none.",
  types: () => [CreatedVocabulary, InvalidVocabularyError, InvalidInputError, NotFoundError] as const,
});

@ObjectType({ description: "The model version that makes new predictions now." })
export class ActivatedModelVersion {
  constructor(modelVersion: ModelVersionObject) {
    this.modelVersion = modelVersion;
  }

  @Field(() => ModelVersionObject, { description: "The active model version." })
  modelVersion: ModelVersionObject;
}

export const ActivateModelVersionResult = createUnionType({
  name: "ActivateModelVersionResult",
  description: "The active model version, or why it was not activated.",
  types: () => [ActivatedModelVersion, NotFoundError, InvalidInputError] as const,
});

@ObjectType({ description: "The model version, now bound to the space of its labels' vectors." })
export class BoundModelVersion {
  constructor(modelVersion: ModelVersionObject) {
    this.modelVersion = modelVersion;
  }

  @Field(() => ModelVersionObject, { description: "The model version." })
  modelVersion: ModelVersionObject;
}

export const BindModelVersionResult = createUnionType({
  name: "BindModelVersionResult",
  description: "The bound version, or why it was not bound.",
  types: () => [BoundModelVersion, NotFoundError, InvalidInputError, ConflictError] as const,
});

@ObjectType({ description: "A picture's prediction, stored." })
export class Classified {
  constructor(prediction: PredictionObject) {
    this.prediction = prediction;
  }

  @Field(() => PredictionObject, { description: "The prediction." })
  prediction: PredictionObject;
}

export const ClassifyResult = createUnionType({
  name: "ClassifyResult",
  description: "The prediction, or the scores of the request's labels, or why there are none.",
  types: () =>
    [
      Classified,
      ClassifiedTextObject,
      InvalidImageError,
      InvalidInputError,
      InvalidVocabularyError,
      VectorSpaceMismatchError,
      NotFoundError,
    ] as const,
});

@ObjectType({ description: "A benchmark set that is stored now." })
export class CreatedBenchmarkSet {
  constructor(benchmarkSet: BenchmarkSetObject, alreadyStored: boolean) {
    this.benchmarkSet = benchmarkSet;
    this.alreadyStored = alreadyStored;
  }

  @Field(() => BenchmarkSetObject, { description: "The stored set." })
  benchmarkSet: BenchmarkSetObject;

  @Field(() => Boolean, { description: "Whether the same set was stored before." })
  alreadyStored: boolean;
}

export const CreateBenchmarkSetResult = createUnionType({
  name: "CreateBenchmarkSetResult",
  description: "The set, or why there is none.",
  types: () => [CreatedBenchmarkSet, InvalidInputError, NotFoundError, ConflictError] as const,
});
