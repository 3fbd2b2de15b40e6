import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import type { VectorSpaceRow } from "../../storage/vocabularies/vector-spaces";
import { connectionType } from "../connection";
import { CountsFor } from "../entries";
import { Node } from "../node";

enum VectorSpaceKind {
  WORDS = "WORDS",
  TEXT = "TEXT",
  GIVEN = "GIVEN",
}
registerEnumType(VectorSpaceKind, {
  name: "VectorSpaceKind",
  description: "Where the vectors of a space come from.",
  valuesConfig: {
    WORDS: { description: "A word-vector file." },
    TEXT: { description: "A text encoder with its templates." },
    GIVEN: { description: "Callers, who give vectors with their labels." },
  },
});

@ObjectType("VectorSpace", {
  implements: Node,
  description:
    "What the numbers of vectors mean. Models and vocabularies go together by the identity of their space, never by the length of vectors alone.",
})
export class VectorSpaceObject implements Node {
  constructor(readonly row: VectorSpaceRow) {}

  get id(): string {
    return toGlobalId("VectorSpace", this.row.id);
  }

  @Field(() => VectorSpaceKind, { description: "Where its vectors come from." })
  get kind(): VectorSpaceKind {
    return VectorSpaceKind[this.row.kind];
  }

  @Field(() => String, {
    description:
      "Its unique name: that of its first word-vector set or of the first model with its text encoder, or the one that a caller gave it.",
  })
  get name(): string {
    return this.row.name;
  }

  @Field(() => String, {
    description:
      "What makes it this space: `words:` and the content hash of a word-vector file, `given:` and the name that callers gave, `given:vocabulary:` for the vectors of one vocabulary whose space has no name, or `text:` and a hash of a text encoder's package and templates.",
  })
  get identity(): string {
    return this.row.identity;
  }

  @Field(() => Int, { description: "How many numbers each of its vectors has." })
  get dimensions(): number {
    return this.row.dimensions;
  }

  @CountsFor(10)
  @Field(() => [String], {
    nullable: true,
    description:
      "The texts into which a label is put for its text encoder, `{}` standing for the label; its vector is the mean of theirs, at length 1. Null where no text encoder makes its vectors.",
  })
  get templates(): readonly string[] | null {
    return this.row.encoder?.templates ?? null;
  }

  @Field(() => Int, {
    nullable: true,
    description:
      "The most tokens, pieces of words, of a text that its text encoder takes; longer ones are cut. Null where no text encoder makes its vectors.",
  })
  get maxTokens(): number | null {
    return this.row.encoder?.maxTokens ?? null;
  }

  @Field(() => Date, { description: "When it was first stored." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

export const VectorSpaceConnection = connectionType("VectorSpace", VectorSpaceObject);

@InputType({ description: "Which vector space to delete." })
export class DeleteVectorSpaceInput {
  @Field(() => ID, { description: "The space to delete, with its text encoder if it has one." })
  id!: string;
}
