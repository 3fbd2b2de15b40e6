import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { Remark } from "../../remark";
import { toGlobalId } from "../../services/global-id";
import type { WordVectorSetRow } from "../../storage/vocabularies/word-vectors";
import { connectionType } from "../connection";
import { CountsFor } from "../entries";
import { Node } from "../node";
import { RemarkObject } from "../remark-object";

@ObjectType("WordVectorSet", {
  implements: Node,
  description: "An imported word-vector file (`regionary vectors import`), in which labels are looked up.",
})
export class WordVectorSetObject implements Node {
  constructor(readonly row: WordVectorSetRow) {}

  get id(): string {
    return toGlobalId("WordVectorSet", this.row.id);
  }

  @Field(() => String, { description: "The name it was given." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => Int, { description: "How many words it has." })
  get wordCount(): number {
    return this.row.wordCount;
  }

  @Field(() => Int, { description: "How many numbers each vector has." })
  get dimensions(): number {
    return this.row.dimensions;
  }

  @CountsFor(5)
  @Field(() => [RemarkObject], {
    description: "What its import left out of the file or repaired, by kind; none where all of it was taken.",
  })
  get remarks(): readonly Remark[] {
    return this.row.remarks;
  }

  @Field(() => Date, { description: "When it was imported." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

export const WordVectorSetConnection = connectionType("WordVectorSet", WordVectorSetObject);

@InputType({ description: "Which set of word vectors to delete." })
export class DeleteWordVectorSetInput {
  @Field(() => ID, { description: "The set to delete, with its words." })
  id!: string;
}
