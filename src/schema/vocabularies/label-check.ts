import { Field, ObjectType } from "type-graphql";
import type { CheckedLabel } from "../../services/vocabularies/check-labels";
import { CountedAround } from "../entries";
import { LabelOrigin } from "./vocabulary";

@ObjectType({ description: "What is wrong with a label that was checked." })
class LabelFault {
  @Field(() => String, { description: "What is wrong, to be read after the label." })
  reason!: string;

  @CountedAround()
  @Field(() => [String], {
    description:
      "What could have been meant, as in `LabelProblem.nearest`: of the first 20 labels without a vector.",
  })
  nearest!: readonly string[];

  @Field(() => Boolean, {
    description:
      "Whether nothing is wrong but that the word-vector set has no vector for it: `skipUnresolved` leaves such labels out.",
  })
  isUnresolved!: boolean;
}

@ObjectType("LabelCheck", { description: "How a label would get its vector, or why it would not." })
export class LabelCheck {
  constructor(private readonly checked: CheckedLabel) {}

  @Field(() => String, { description: "The label, as it would be stored if nothing is wrong with it." })
  get label(): string {
    return this.checked.label;
  }

  @Field(() => LabelOrigin, {
    nullable: true,
    description: "How it would get its vector; null where something is wrong.",
  })
  get origin(): LabelOrigin | null {
    return this.checked.origin && LabelOrigin[this.checked.origin];
  }

  @CountedAround()
  @Field(() => [String], {
    description: "The words, or the texts for the text encoder, that its vector would be made of.",
  })
  get words(): readonly string[] {
    return this.checked.words;
  }

  @Field(() => LabelFault, { nullable: true, description: "What is wrong with it; null if nothing is." })
  get problem(): LabelFault | null {
    return this.checked.problem;
  }
}
