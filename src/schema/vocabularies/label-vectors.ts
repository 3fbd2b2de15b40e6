import { Field, ObjectType } from "type-graphql";
import type { LabelVectorsRow } from "../../storage/vocabularies/label-vectors";
import { VectorSpaceObject } from "./vector-space";

@ObjectType("LabelVectors", {
  description: "The vectors of a vocabulary's labels in one space, all of them. They never change.",
})
export class LabelVectorsObject {
  constructor(readonly row: LabelVectorsRow) {}

  @Field(() => VectorSpaceObject, { description: "The space that they belong to." })
  get space(): VectorSpaceObject {
    return new VectorSpaceObject(this.row.space);
  }

  @Field(() => String, { description: "SHA-256 over labels, marks and vectors, in hex." })
  get contentHash(): string {
    return this.row.contentHash;
  }

  @Field(() => Date, { description: "When they were given, or first looked up." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}
