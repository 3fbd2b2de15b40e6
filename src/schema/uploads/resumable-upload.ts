import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import { MAX_PART_BYTES, MIN_PART_BYTES } from "../../services/uploads/append-part";
import type { UploadRow } from "../../storage/uploads/uploads";
import { InvalidInputError } from "../graphql-errors";
import { Node } from "../node";

@ObjectType("ResumableUpload", {
  implements: Node,
  description:
    "A large file on its way to the service: it is sent in parts, one after another, and goes on after a lost connection or a restart. It is kept until what it is for has used it, or until nobody went on with it for 3 days.",
})
export class ResumableUploadObject implements Node {
  constructor(readonly row: UploadRow) {}

  get id(): string {
    return toGlobalId("ResumableUpload", this.row.id);
  }

  @Field(() => String, { description: "The name of the file." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => Float, { description: "How many bytes the file has." })
  get sizeBytes(): number {
    return this.row.sizeBytes;
  }

  @Field(() => Float, { description: "How many of them are stored: the next part begins there." })
  get receivedBytes(): number {
    return this.row.receivedBytes;
  }

  @Field(() => Boolean, { description: "Whether all are stored." })
  get complete(): boolean {
    return this.row.receivedBytes === this.row.sizeBytes;
  }

  @Field(() => Int, { description: "The fewest bytes of a part, unless it is the last one." })
  get minPartBytes(): number {
    return MIN_PART_BYTES;
  }

  @Field(() => Int, { description: "The most bytes of a part." })
  get maxPartBytes(): number {
    return MAX_PART_BYTES;
  }

  @Field(() => Date, { description: "When it was begun." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

@InputType({ description: "The file to send." })
export class StartUploadInput {
  @Field(() => String, { description: "Its name, of 1 to 255 characters." })
  name!: string;

  @Field(() => Float, { description: "How many bytes it has; at most 64 GiB." })
  sizeBytes!: number;
}

@ObjectType({ description: "An upload to which the parts can now be sent." })
export class StartedUpload {
  constructor(upload: ResumableUploadObject) {
    this.upload = upload;
  }

  @Field(() => ResumableUploadObject, { description: "The upload, of which nothing is there yet." })
  upload: ResumableUploadObject;
}

export const StartUploadResult = createUnionType({
  name: "StartUploadResult",
  description: "The upload, or why there is none.",
  types: () => [StartedUpload, InvalidInputError] as const,
});

@InputType({ description: "Which upload to delete." })
export class DeleteUploadInput {
  @Field(() => ID, { description: "The upload; an import that needs it cannot go on." })
  id!: string;
}
