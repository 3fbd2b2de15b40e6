import { Field, Float, Int, ObjectType } from "type-graphql";
import type { VocabularyLabels } from "../../services/predictions/score-by-vocabulary";
import type { Scored } from "../../services/predictions/score-now";
import type { FreeLabels } from "../../services/vocabularies/free-labels";
import type { LabelRow } from "../../storage/vocabularies/vocabularies";
import { LabelObject } from "../vocabularies/vocabulary";

/** A picture's scores against a vocabulary or labels of a request. */
export type ScoredAgainst = Scored<VocabularyLabels> | Scored<FreeLabels>;

@ObjectType("LabelScore", {
  description: "A label, of a vocabulary or of the request, with its score for an image.",
})
export class LabelScoreObject {
  constructor(
    readonly scored: ScoredAgainst,
    readonly index: number,
    label: string,
    readonly labelRow: LabelRow | null,
  ) {
    this.label = label;
  }

  @Field(() => Int, { description: "1 for the best." })
  get rank(): number {
    return this.index + 1;
  }

  @Field(() => Int, {
    description: "Its place in the vocabulary, or without one among the labels of the request, from 0.",
  })
  get position(): number {
    return this.scored.best.labels[this.index]!;
  }

  @Field(() => String, { description: "The label, without spaces around it." })
  label: string;

  @Field(() => LabelObject, {
    nullable: true,
    description: "The vocabulary's label; null for one that came with the request.",
  })
  get vocabularyLabel(): LabelObject | null {
    return this.labelRow && new LabelObject(this.labelRow);
  }

  @Field(() => Float, {
    description: "The logit: it ranks the labels of an image, and is not a probability.",
  })
  get score(): number {
    return this.scored.best.scores[this.index]!;
  }
}
