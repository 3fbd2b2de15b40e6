import { Field, Float, ID, InputType, Int } from "type-graphql";
import { HeadKind } from "./head-kind";
import { RecipeName } from "./recipe-name";

@InputType({ description: "What to train, on what, and how. The recipe `GENERAL` alone takes options." })
export class TrainModelInput {
  @Field(() => ID, { description: "The benchmark set to learn from; it must be complete." })
  benchmarkSetId!: string;

  @Field(() => ID, { description: "The backbone to make the features with." })
  backboneId!: string;

  @Field(() => String, { description: "What to call the model; a name that is used gets its next version." })
  name!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "The vector space to train in, which the model then takes; if left out, the only one in which the set's labels have vectors.",
  })
  spaceId?: string;

  @Field(() => RecipeName, { defaultValue: RecipeName.GENERAL, description: "The recipe." })
  recipe!: RecipeName;

  @Field(() => Int, { nullable: true, description: "Images in a step, 2 to 256 (32)." })
  batch?: number;

  @Field(() => Int, { nullable: true, description: "Epochs of the search, 1 to 1,000 (40)." })
  epochs?: number;

  @Field(() => Float, { nullable: true, description: "The highest learning rate, 1e-6 to 0.1 (1e-3)." })
  learningRate?: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "The share of the images, taken from the end, that is held back for validation: 0.05 to 0.5 (0.2).",
  })
  validationShare?: number;

  @Field(() => Int, { defaultValue: 1, description: "The seed of everything random, 0 to 1,000,000,000." })
  seed!: number;

  @Field(() => HeadKind, { defaultValue: HeadKind.BIAM, description: "The kind of head." })
  head!: HeadKind;

  @Field(() => Int, {
    defaultValue: 8,
    description: "Attention heads; must divide `channelDim`. A linear head has none.",
  })
  heads!: number;

  @Field(() => Int, { defaultValue: 256, description: "Channels of a BiAM head, d, 1 to 2,048." })
  channelDim!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "Threads to use; if left out, half of the cores of the host that begins it. On one thread, weights are the same to the last bit. A host with fewer cores leaves the training to others.",
  })
  threads?: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether to activate the model as soon as it is made.",
  })
  activate!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "The same key and request give the same training, so that a request can be sent again safely.",
  })
  idempotencyKey?: string;
}

@InputType({ description: "Which training to cancel." })
export class CancelTrainingInput {
  @Field(() => ID, { description: "The training to cancel." })
  id!: string;
}

@InputType({ description: "Which training to delete." })
export class DeleteTrainingInput {
  @Field(() => ID, { description: "The training to delete, with its events; its model version stays." })
  id!: string;
}
