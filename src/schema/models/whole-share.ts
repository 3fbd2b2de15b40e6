import { Field, Float, ObjectType } from "type-graphql";
import type { ModelVersionRow } from "../../storage/models/model-versions";

@ObjectType("WholeShare", {
  description: "How much the whole picture counts in a label's score, beside the label's best regions.",
})
export class WholeShareObject {
  constructor(private readonly whole: NonNullable<ModelVersionRow["description"]["score"]["whole"]>) {}

  @Field(() => Float, {
    description:
      "From 0, regions alone, to 1, the whole picture alone: a score is share x the whole picture's response + (1 - share) x the mean of the `topRegions` best ones.",
  })
  get share(): number {
    return this.whole.share;
  }

  @Field(() => Boolean, {
    description:
      "Whether the share was found on a benchmark set, by `regionary models tune NAME --set SET`. Otherwise it is what the family ships with: a guess of 0.5, or 1 where a score is by training a probability of the whole picture.",
  })
  get isTuned(): boolean {
    return this.whole.isTuned;
  }
}
