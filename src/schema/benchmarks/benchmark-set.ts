import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import type { BenchmarkItemRow } from "../../storage/benchmarks/benchmark-items";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import { connectionType } from "../connection";
import { CountsFor } from "../entries";
import { EvaluationProtocol } from "../evaluations/evaluation-protocol";
import { ImageFilterInput } from "../images/image-list";
import { Node } from "../node";
import { RemarkObject } from "../remark-object";
import { Precision } from "../runtime/runtime-enums";
import { BenchmarkFormat, BenchmarkKind, PictureOrientation, UnlistedLabels } from "./benchmark-enums";

@ObjectType({
  description:
    "An object on an image of a benchmark set, in pixels, as its source has it: edges may lie between pixels.",
})
class BenchmarkBox {
  @Field(() => Int, { description: "The position of its label in the vocabulary." })
  label!: number;

  @Field(() => Float, { description: "Left edge." })
  left!: number;

  @Field(() => Float, { description: "Top edge." })
  top!: number;

  @Field(() => Float, { description: "Right edge, just outside." })
  right!: number;

  @Field(() => Float, { description: "Bottom edge, just outside." })
  bottom!: number;
}

@ObjectType("BenchmarkItem", { description: "One image of a benchmark set." })
export class BenchmarkItemObject {
  constructor(readonly row: BenchmarkItemRow) {}

  @Field(() => Int, { description: "Its place in the set, from 0." })
  get position(): number {
    return this.row.position;
  }

  @Field(() => String, { description: "Its name, unique within the set." })
  get name(): string {
    return this.row.name;
  }

  @CountsFor(5)
  @Field(() => [Int], { description: "The labels that are on it, as positions in the vocabulary." })
  get present(): number[] {
    return this.row.present;
  }

  @CountsFor(5)
  @Field(() => [Int], { description: "The labels that are known not to be on it." })
  get absent(): number[] {
    return this.row.absent;
  }

  @CountsFor(5)
  @Field(() => [Int], { description: "The labels that are stated to be unknown for it." })
  get unknown(): number[] {
    return this.row.unknown;
  }

  @CountsFor(8)
  @Field(() => [BenchmarkBox], { nullable: true, description: "Where its objects are; null if not known." })
  get boxes(): BenchmarkBox[] | null {
    return this.row.boxes ? [...this.row.boxes] : null;
  }

  @Field(() => PictureOrientation, {
    nullable: true,
    description:
      "How its labels were drawn on its picture, where EXIF data turns that; null for another picture, in a set that is read as people see it, and where nothing was drawn.",
  })
  get orientation(): PictureOrientation | null {
    return this.row.orientation && PictureOrientation[this.row.orientation];
  }
}

export const BenchmarkItemConnection = connectionType("BenchmarkItem", BenchmarkItemObject);

@ObjectType("BenchmarkSet", {
  implements: Node,
  description:
    "Images, or features of images, with their labels: what models are evaluated and trained on. Once complete it never changes.",
})
export class BenchmarkSetObject implements Node {
  constructor(readonly row: BenchmarkSetRow) {}

  get id(): string {
    return toGlobalId("BenchmarkSet", this.row.id);
  }

  @Field(() => String, { description: "The name it was given, which is unique." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => BenchmarkKind, { description: "What it consists of." })
  get kind(): BenchmarkKind {
    return BenchmarkKind[this.row.kind];
  }

  @Field(() => BenchmarkFormat, { description: "What it was made from." })
  get format(): BenchmarkFormat {
    return this.row.format;
  }

  @Field(() => EvaluationProtocol, { description: "How it is evaluated unless a run says otherwise." })
  get protocol(): EvaluationProtocol {
    return this.row.protocol;
  }

  @Field(() => UnlistedLabels, { description: "What a label is for an image that does not list it." })
  get unlisted(): UnlistedLabels {
    return UnlistedLabels[this.row.unlisted];
  }

  @Field(() => Int, { description: "How many images it has when it is complete." })
  get imageCount(): number {
    return this.row.total;
  }

  @Field(() => Int, { description: "How many of them are stored; fewer while it is being imported." })
  get storedCount(): number {
    return this.row.stored;
  }

  @Field(() => Boolean, { description: "Whether all are stored: only then can it be used." })
  get complete(): boolean {
    return this.row.contentHash !== null;
  }

  @Field(() => String, {
    nullable: true,
    description: "SHA-256 over labels and images in their order, in hex; null until it is complete.",
  })
  get contentHash(): string | null {
    return this.row.contentHash;
  }

  @Field(() => Precision, {
    nullable: true,
    description: "The number format of its features; null in a set of images.",
  })
  get featureType(): Precision | null {
    return this.row.featureType && Precision[this.row.featureType];
  }

  @CountsFor(5)
  @Field(() => [RemarkObject], {
    description: "What its import left out, repaired or found odd; empty until it is complete.",
  })
  get remarks(): RemarkObject[] {
    return this.row.remarks.map((remark) => ({ ...remark, examples: [...remark.examples] }));
  }

  @Field(() => Date, { description: "When its import began." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

export const BenchmarkSetConnection = connectionType("BenchmarkSet", BenchmarkSetObject);

@InputType({ description: "A stored image and its labels." })
class LabeledImageInput {
  @Field(() => ID, { description: "The image." })
  imageId!: string;

  @Field(() => [String], { description: "The labels that are on it, as the vocabulary has them." })
  present!: string[];

  @Field(() => [String], {
    nullable: true,
    description: "Labels that are not on it; needed only where an unlisted label is unknown.",
  })
  absent?: string[];
}

@InputType({ description: "Which images, and which of their tags, make a benchmark set." })
class TagsOfImagesInput {
  @Field(() => [String], {
    nullable: true,
    description: "The tags that become labels; if left out, all that the images have.",
  })
  tags?: string[] | null;

  @Field(() => ImageFilterInput, {
    nullable: true,
    description:
      "Which images, of those with any tag or correction; if left out, those that a person added. At most 100,000.",
  })
  filter?: ImageFilterInput | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether tags of predictions, which no person has confirmed, are left out.",
  })
  onlyByHand!: boolean;
}

@InputType({ description: "Stored images with their labels: given one by one, or as people tagged them." })
export class CreateBenchmarkSetInput {
  @Field(() => String, { description: "A unique name of 1 to 200 characters." })
  name!: string;

  @Field(() => TagsOfImagesInput, {
    nullable: true,
    description:
      "Labels by tags, instead of `vocabularyId` and `images`: a tag is present, a corrected label absent. The vocabulary is made of the tags.",
  })
  from?: TagsOfImagesInput | null;

  @Field(() => ID, { nullable: true, description: "With `images`: the vocabulary whose labels they have." })
  vocabularyId?: string | null;

  @Field(() => UnlistedLabels, {
    defaultValue: UnlistedLabels.ABSENT,
    description: "What a label is for an image that does not list it.",
  })
  unlisted!: UnlistedLabels;

  @Field(() => [LabeledImageInput], {
    nullable: true,
    description: "1 to 10,000 stored images; larger sets are made of tags, or imported.",
  })
  images?: LabeledImageInput[] | null;
}

@InputType({ description: "Which benchmark set to delete." })
export class DeleteBenchmarkSetInput {
  @Field(() => ID, { description: "The benchmark set to delete; its images and vocabulary stay." })
  id!: string;
}
