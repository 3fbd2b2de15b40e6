import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { connectionType } from "../connection";
import { CountsFor } from "../entries";
import { Node } from "../node";
import { ModelTraining } from "../trainings/training-report";
import { BackboneObject } from "./backbone";
import { ModelChoiceObject } from "./model-choice";
import { Quantization } from "./quantization";
import { WholeShareObject } from "./whole-share";

@ObjectType("ModelSizes", {
  description:
    "The sizes of a model; those of the paper's BiAM are in parentheses. A size that its family does not have is null.",
})
class ModelSizesObject {
  constructor(private readonly model: ModelVersionRow["description"]) {}

  @Field(() => Int, { nullable: true, description: "Channels of the backbone's feature map (512)." })
  get featureChannels(): number | null {
    return this.own("featureChannels");
  }

  @Field(() => Int, { description: "Rows of the grid of regions (14)." })
  get gridHeight(): number {
    return this.model.grid.height;
  }

  @Field(() => Int, { description: "Columns of the grid of regions (14)." })
  get gridWidth(): number {
    return this.model.grid.width;
  }

  @Field(() => Int, { nullable: true, description: "Length of the global vector (4096)." })
  get globalSize(): number | null {
    return this.own("globalSize");
  }

  @Field(() => Int, { description: "Length of the label vectors that it takes (300)." })
  get wordSize(): number {
    return this.model.labels.size;
  }

  @Field(() => Int, { nullable: true, description: "Channels of the head, d (256)." })
  get channelDim(): number | null {
    return this.own("channelDim");
  }

  @Field(() => Int, { nullable: true, description: "Attention heads (8)." })
  get heads(): number | null {
    return this.own("heads");
  }

  @Field(() => Int, { description: "Length of an enriched region (512)." })
  get regionSize(): number {
    return this.model.grid.regionSize;
  }

  @Field(() => Int, {
    description: "How many of a label's largest responses are averaged into its score (6).",
  })
  get topRegions(): number {
    return this.model.score.topRegions;
  }

  private own(size: string): number | null {
    return this.model.sizes[size] ?? null;
  }
}

@ObjectType("ModelVersion", {
  implements: Node,
  description:
    "Weights, and how they turn pictures into regions and labels into scores. It never changes: other weights under its name are a new version.",
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
    description: "Whether it is the active version: new predictions are made by it or its `standIn`.",
  })
  get active(): boolean {
    return this.row.active;
  }

  @Field(() => String, { description: "The kind of model that it is, such as biam." })
  get family(): string {
    return this.row.description.family;
  }

  @Field(() => BackboneObject, {
    nullable: true,
    description: "The backbone that its head is on; null for a family without a separate one.",
  })
  get backbone(): BackboneObject | null {
    return this.row.backbone && new BackboneObject(this.row.backbone);
  }

  @Field(() => String, {
    description: "SHA-256 over its own files, without those of its backbone, in hex.",
  })
  get headHash(): string {
    return this.row.packageHash;
  }

  @Field(() => ModelSizesObject, { description: "Its sizes." })
  get sizes(): ModelSizesObject {
    return new ModelSizesObject(this.row.description);
  }

  @Field(() => WholeShareObject, {
    nullable: true,
    description:
      "How much the whole picture counts in its scores; null for a model that scores regions alone.",
  })
  get wholeShare(): WholeShareObject | null {
    const { whole } = this.row.description.score;
    return whole && new WholeShareObject(whole);
  }

  @CountsFor(3)
  @Field(() => [ModelChoiceObject], {
    description: "What its import chose among published ways; empty for a family that leaves nothing open.",
  })
  get choices(): ModelChoiceObject[] {
    return Object.entries(this.row.description.choices).map(([name, value]) => ({ name, value }));
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

  @Field(() => ID, { description: "The vector space of its labels' vectors." })
  spaceId!: string;
}

@InputType({ description: "Which model version to activate." })
export class ActivateModelVersionInput {
  @Field(() => ID, { description: "The model version that is to make new predictions." })
  id!: string;
}

@InputType({ description: "Which model version to delete." })
export class DeleteModelVersionInput {
  @Field(() => ID, { description: "The model version to delete; delete what uses it first." })
  id!: string;
}
