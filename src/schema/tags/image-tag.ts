import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import type { CorrectionRow } from "../../storage/images/corrections";
import type { ImageTagRow } from "../../storage/images/image-tags";

export enum TagOrigin {
  HAND = "HAND",
  PREDICTION = "PREDICTION",
}
registerEnumType(TagOrigin, {
  name: "TagOrigin",
  description: "Where a tag comes from.",
  valuesConfig: {
    HAND: { description: "A person put it on the image." },
    PREDICTION: { description: "A prediction was probable enough; no person has confirmed it." },
  },
});

@ObjectType("ImageTag", { description: "A person's own word on an image." })
export class ImageTagObject {
  constructor(readonly row: ImageTagRow) {}

  @Field(() => String, { description: "The word, as it was written; it is compared in lower case." })
  get tag(): string {
    return this.row.tag;
  }

  @Field(() => TagOrigin, { description: "Whether a person put it there, or a prediction." })
  get origin(): TagOrigin {
    return TagOrigin[this.row.origin];
  }

  @Field(() => String, { nullable: true, description: "The label that was predicted; null for one by hand." })
  get label(): string | null {
    return this.row.label;
  }

  @Field(() => Float, {
    nullable: true,
    description: "How probable the label was when the prediction put it there; null for one by hand.",
  })
  get probability(): number | null {
    return this.row.probability;
  }

  @Field(() => Float, {
    nullable: true,
    description: "The label's score in that prediction; null for one by hand.",
  })
  get score(): number | null {
    return this.row.score;
  }

  @Field(() => Date, { description: "When it was put there." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

@ObjectType("ImageCorrection", { description: "A label that is not in an image, as a person said." })
export class ImageCorrectionObject {
  constructor(readonly row: CorrectionRow) {}

  @Field(() => String, { description: "The label, as it was written; it is compared in lower case." })
  get label(): string {
    return this.row.label;
  }

  @Field(() => Date, { description: "When that was said." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}
