import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { connectionType } from "../connection";
import { toGlobalId } from "../global-id";
import { Node } from "../node";
import { ModelTraining } from "../trainings/training-report";
import { Quantization } from "./quantization";

@ObjectType("ModelSizes", { description: "The sizes of a model; the paper's are in brackets." })
export class ModelSizesObject {
  @Field(() => Int, { description: "Channels of the backbone's feature map (512)." })
  featureChannels!: number;

  @Field(() => Int, { description: "Rows of the feature map, and of region scores (14)." })
  gridHeight!: number;

  @Field(() => Int, { description: "Columns of the feature map, and of region scores (14)." })
  gridWidth!: number;

  @Field(() => Int, { description: "Length of the global scene vector (4096)." })
  globalSize!: number;

  @Field(() => Int, { description: "Length of the word vectors it maps (300)." })
  wordSize!: number;

  @Field(() => Int, { description: "Channels of the head, d (256)." })
  channelDim!: number;

  @Field(() => Int, { description: "Attention heads (8)." })
  heads!: number;

  @Field(() => Int, { description: "Length of an enriched region (512)." })
  regionSize!: number;

  @Field(() => Int, { description: "How many of a label's largest responses are averaged to its score (6)." })
  topRegions!: number;
}

@ObjectType("ModelVersion", {
  implements: Node,
  description: "A BiAM head on a backbone. It never changes: other weights under its name are a new version.",
})
export class ModelVersionObject implements Node {
  constructor(readonly row: ModelVersionRow) {}

  get id(): string {
    return toGlobalId("ModelVersion", this.row.id);
  }

  @Field(() => String, { description: "The name it was given." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => Int, { description: "1, 2, 3 … under each name." })
  get version(): number {
    return this.row.version;
  }

  @Field(() => Boolean, {
    description: "Whether it is the one that was activated: new predictions are made by it or its `standIn`.",
  })
  get active(): boolean {
    return this.row.active;
  }

  @Field(() => String, { description: "The name under which its backbone was first imported." })
  get backbone(): string {
    return this.row.backbone.name;
  }

  @Field(() => String, { description: "SHA-256 over the head's files, in hex." })
  get headHash(): string {
    return this.row.packageHash;
  }

  @Field(() => String, { description: "SHA-256 over the backbone's files, in hex." })
  get backboneHash(): string {
    return this.row.backbone.packageHash;
  }

  @Field(() => ModelSizesObject, { description: "Its sizes." })
  get sizes(): ModelSizesObject {
    return this.row.descriptor.sizes;
  }

  @Field(() => Quantization, {
    nullable: true,
    description: "How its 8-bit backbone compares with float32; null for a model in float32.",
  })
  get quantization(): Quantization | null {
    return this.row.quantization && new Quantization(this.row.quantization);
  }

  @Field(() => ModelTraining, {
    nullable: true,
    description: "How it was trained; null for a model that was imported.",
  })
  get training(): ModelTraining | null {
    return this.row.training;
  }

  @Field(() => Date, { description: "When it was imported or trained." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

export const ModelVersionConnection = connectionType("ModelVersion", ModelVersionObject);

@InputType({ description: "Which model version takes which vectors." })
export class BindModelVersionInput {
  @Field(() => ID, { description: "The model version." })
  id!: string;

  @Field(() => ID, { description: "The vector space that its labels' vectors are of." })
  spaceId!: string;
}

@InputType({ description: "Which model version to activate." })
export class ActivateModelVersionInput {
  @Field(() => ID, { description: "The model version by which new predictions are to be made." })
  id!: string;
}
