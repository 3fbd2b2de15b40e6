import { Field, Float, Int, ObjectType } from "type-graphql";
import type { ChosenRecipe } from "../../training/recipe-options";
import { CountsFor } from "../entries";
import { RecipeName } from "./recipe-name";

@ObjectType({ description: "How good a model was after an epoch, on images that it was not trained on." })
export class Validation {
  @Field(() => Int, { description: "The epoch, from 1." })
  epoch!: number;

  @Field(() => Float, { description: "F1 of the five best labels of each image, all images together." })
  f1At5!: number;
}

@ObjectType({ description: "A recipe by its name, and what of it was chosen." })
export class TrainingRecipe {
  @Field(() => RecipeName, { description: "Its name." })
  name!: ChosenRecipe["name"];

  @Field(() => Int, { description: "Images in a step." })
  batch!: number;

  @Field(() => Int, { description: "Epochs of the search; the fine-tuning takes an eighth as many." })
  epochs!: number;

  @Field(() => Float, { description: "The highest learning rate." })
  learningRate!: number;

  @Field(() => Float, {
    description: "The share of the images, taken from the end, that is held back for validation.",
  })
  validationShare!: number;
}

@ObjectType("TrainingReport", { description: "What validation found in a training." })
export class TrainingReportObject {
  @Field(() => Int, { description: "Images with a label to learn." })
  images!: number;

  @Field(() => Int, { description: "Labels that were learned." })
  labels!: number;

  @Field(() => Int, { description: "How many of the images were held back for validation." })
  validatedImages!: number;

  @CountsFor(20)
  @Field(() => [Validation], { description: "Each validation." })
  validations!: readonly Validation[];

  @Field(() => Int, { description: "The epoch whose weights were fine-tuned." })
  bestEpoch!: number;

  @Field(() => Float, { description: "Its F1@5, before the fine-tuning on all images." })
  bestF1At5!: number;
}

@ObjectType("ModelTraining", { description: "How a model version was trained here." })
export class ModelTraining {
  @Field(() => String, { description: "The name of the benchmark set." })
  set!: string;

  @Field(() => String, { description: "SHA-256 over the set's labels and images, in hex." })
  dataHash!: string;

  @Field(() => TrainingRecipe, { description: "The recipe." })
  recipe!: TrainingRecipe;

  @Field(() => Int, { description: "The seed of everything random." })
  seed!: number;

  @Field(() => TrainingReportObject, { description: "What validation found." })
  report!: TrainingReportObject;
}
