import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import type { LabelRow, VocabularyRow } from "../../storage/vocabularies/vocabularies";
import { connectionType } from "../connection";
import { CountsFor } from "../entries";
import { Node } from "../node";
import { labelKey } from "../node-keys";

enum LabelTraining {
  SEEN = "SEEN",
  UNSEEN = "UNSEEN",
  UNKNOWN = "UNKNOWN",
}
registerEnumType(LabelTraining, {
  name: "LabelTraining",
  description: "Whether the model that a vocabulary is meant for was trained on a label.",
  valuesConfig: {
    SEEN: { description: "It was." },
    UNSEEN: { description: "It was not: scoring it is zero-shot." },
    UNKNOWN: { description: "Nobody said." },
  },
});

export enum LabelOrigin {
  GIVEN = "GIVEN",
  EXACT = "EXACT",
  VARIANT = "VARIANT",
  ALIAS = "ALIAS",
  AVERAGE = "AVERAGE",
  ENCODED = "ENCODED",
}
registerEnumType(LabelOrigin, {
  name: "LabelOrigin",
  description:
    "How a label got its vector in a space. Of words, the first of EXACT to AVERAGE that works is used.",
  valuesConfig: {
    GIVEN: { description: "The caller gave the vector." },
    EXACT: { description: "The label is a word of the word-vector set." },
    VARIANT: { description: "It is one, apart from case, spaces, underscores or hyphens." },
    ALIAS: { description: "The alias given by the caller is one." },
    AVERAGE: { description: "Each of its words is one; their vectors were averaged." },
    ENCODED: {
      description: "The space's text encoder made it of texts with the label, and averaged theirs.",
    },
  },
});

@ObjectType("Label", { implements: Node, description: "One label of a vocabulary." })
export class LabelObject implements Node {
  constructor(readonly row: LabelRow) {}

  get id(): string {
    return toGlobalId("Label", labelKey(this.row.vocabularyId, this.row.position));
  }

  @Field(() => Int, { description: "Its place in the vocabulary, from 0." })
  get position(): number {
    return this.row.position;
  }

  @Field(() => String, { description: "The label itself." })
  get label(): string {
    return this.row.label;
  }

  @Field(() => String, {
    nullable: true,
    description: "What is looked up in word vectors where the label itself is not found.",
  })
  get alias(): string | null {
    return this.row.alias;
  }

  @Field(() => String, {
    nullable: true,
    description: "The only text that a text encoder is given for it, `{}` standing for the label.",
  })
  get prompt(): string | null {
    return this.row.prompt;
  }

  @CountsFor(2)
  @Field(() => [String], {
    description:
      "What is put into a text encoder's templates instead of the label; none where it is the label.",
  })
  get phrases(): readonly string[] {
    return this.row.phrases;
  }

  @Field(() => LabelTraining, { description: "Whether the model was trained on it, if that is known." })
  get training(): LabelTraining {
    return LabelTraining[this.row.training];
  }
}

export const LabelConnection = connectionType("Label", LabelObject);

@ObjectType("Vocabulary", {
  implements: Node,
  description:
    "A list of labels, with vectors in the spaces of the models that it is used with. Its labels never change, nor do its vectors in a space: other labels or vectors under its name are a new version.",
})
export class VocabularyObject implements Node {
  constructor(readonly row: VocabularyRow) {}

  get id(): string {
    return toGlobalId("Vocabulary", this.row.id);
  }

  @Field(() => String, { description: "The name it was given." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => Int, { description: "1, 2, 3 … under each name." })
  get version(): number {
    return this.row.version;
  }

  @Field(() => String, {
    description: "SHA-256 over labels, marks, aliases, prompts and phrases, in hex; vectors have their own.",
  })
  get contentHash(): string {
    return this.row.contentHash;
  }

  @Field(() => Int, { description: "How many labels it has." })
  get labelCount(): number {
    return this.row.labelCount;
  }

  @Field(() => Date, { description: "When it was made." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

export const VocabularyConnection = connectionType("Vocabulary", VocabularyObject);

@InputType({ description: "A label, and what else decides about its vector." })
export class LabelToCheckInput {
  @Field(() => String, {
    description: "The label, 1 to 200 characters, unique within the vocabulary.",
  })
  label!: string;

  @Field(() => String, {
    nullable: true,
    description: "What to look up in word vectors where the label itself is not found.",
  })
  alias?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "For models with a text encoder: the only text for this label, up to 500 characters, instead of the model's templates; `{}` stands for the label.",
  })
  prompt?: string;

  @Field(() => [String], {
    nullable: true,
    description:
      "For models with a text encoder: up to 20 phrases that mean the label, such as synonyms (50,000 in all labels), each put into the model's templates instead of it; their vectors are averaged. Not with a prompt.",
  })
  phrases?: string[];
}

@InputType({ description: "A label of a vocabulary to be created." })
class LabelInput extends LabelToCheckInput {
  @Field(() => LabelTraining, { nullable: true, description: "Whether the model was trained on it." })
  training?: LabelTraining;

  @Field(() => [Float], {
    nullable: true,
    description: "Its vector, for a vocabulary whose vectors are all given; name their `space`.",
  })
  vector?: number[];
}

@InputType({ description: "Labels, and where their vectors come from." })
export class CreateVocabularyInput {
  @Field(() => String, { description: "1 to 200 characters; a name that exists gets a new version." })
  name!: string;

  @Field(() => [LabelInput], { description: "1 to 20,000 labels." })
  labels!: LabelInput[];

  @Field(() => ID, {
    nullable: true,
    description:
      "The word-vector set to look the labels up in now. Without it, and without vectors, they are looked up, or encoded by the model's text encoder, when a model first needs them, in its space.",
  })
  wordVectorSetId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The name of the space that given vectors are of: an existing one (that of a word-vector set, if they were made from it), or a new one, which other vocabularies and models can then name too. Without a name they get a space of their own, and no other vocabulary can be used with the same model.",
  })
  space?: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "With a `wordVectorSetId`: whether labels without a vector in it are left out, and named in `leftOut`, rather than refused (the default).",
  })
  skipUnresolved?: boolean;
}

@InputType({ description: "Which vocabulary to delete." })
export class DeleteVocabularyInput {
  @Field(() => ID, {
    description: "The vocabulary to delete, with the batches and predictions made with it.",
  })
  id!: string;
}
