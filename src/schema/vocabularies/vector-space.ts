import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { VectorSpaceRow } from "../../storage/vocabularies/vector-spaces";
import { connectionType } from "../connection";
import { toGlobalId } from "../global-id";
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
    description: "Its unique name: that of its first word-vector set, or the one that a caller gave it.",
  })
  get name(): string {
    return this.row.name;
  }

  @Field(() => String, {
    description:
      "What makes it this space: `words:` and the content hash of a word-vector file, `given:` and the name that callers gave, or `given:vocabulary:` for the vectors of one vocabulary whose space has no name.",
  })
  get identity(): string {
    return this.row.identity;
  }

  @Field(() => Int, { description: "How many numbers each of its vectors has." })
  get dimensions(): number {
    return this.row.dimensions;
  }

  @Field(() => Date, { description: "When it was first stored." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

export const VectorSpaceConnection = connectionType("VectorSpace", VectorSpaceObject);
