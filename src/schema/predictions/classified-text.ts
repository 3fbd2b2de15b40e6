import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Scored } from "../../services/predictions/score-now";
import type { FreeLabels } from "../../services/vocabularies/free-labels";
import { CountsFor } from "../entries";
import { LabelOrigin } from "../vocabularies/vocabulary";

@ObjectType("ScoredText", {
  description: "A label that came with the request, with its score for the image.",
})
export class ScoredTextObject {
  constructor(
    readonly scored: Scored<FreeLabels>,
    readonly index: number,
  ) {}

  @Field(() => Int, { description: "1 for the best." })
  get rank(): number {
    return this.index + 1;
  }

  @Field(() => Int, { description: "Its place among the labels of the request, from 0." })
  get position(): number {
    return this.scored.best.labels[this.index]!;
  }

  @Field(() => String, { description: "The label, without spaces around it." })
  get label(): string {
    return this.scored.labels.labels[this.position]!;
  }

  @Field(() => Float, {
    description: "The logit: it ranks the labels of an image, and is not a probability.",
  })
  get score(): number {
    return this.scored.best.scores[this.index]!;
  }

  @Field(() => LabelOrigin, { description: "How it got its vector." })
  get origin(): LabelOrigin {
    return LabelOrigin[this.scored.labels.origins[this.position]!.origin];
  }

  @CountsFor(2)
  @Field(() => [String], {
    description: "The texts that were encoded, or the words that were looked up, for it.",
  })
  get words(): readonly string[] {
    return this.scored.labels.origins[this.position]!.words;
  }
}

@ObjectType("ClassifiedText", {
  description:
    "A picture's best labels, of those that came with the request. They are not stored; the picture is.",
})
export class ClassifiedTextObject {
  constructor(readonly scored: Scored<FreeLabels>) {}

  @CountsFor(20)
  @Field(() => [ScoredTextObject], { description: "The best labels with their scores, the best first." })
  get labels(): ScoredTextObject[] {
    return this.scored.best.labels.map((_, index) => new ScoredTextObject(this.scored, index));
  }
}
