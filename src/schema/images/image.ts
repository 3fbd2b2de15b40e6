import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import type { ImageRow } from "../../storage/images/images";
import { connectionType } from "../connection";
import { Node } from "../node";
import { GraphQLUpload, type PendingUpload } from "../upload";

@ObjectType("Image", { implements: Node, description: "A stored picture; the same bytes are stored once." })
export class ImageObject implements Node {
  constructor(readonly row: ImageRow) {}

  get id(): string {
    return toGlobalId("Image", this.row.id);
  }

  @Field(() => String, { nullable: true, description: "The name it was first given, such as a file name." })
  get name(): string | null {
    return this.row.name;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "Where it lay below the folder that was added, such as `2019/IMG_0001.jpg`: the first place at which it was found.",
  })
  get path(): string | null {
    return this.row.path;
  }

  @Field(() => String, {
    nullable: true,
    description: "What another program calls it; no two have the same.",
  })
  get externalId(): string | null {
    return this.row.externalId;
  }

  @Field(() => Date, {
    nullable: true,
    description:
      "When it was taken, by its EXIF. Where the camera wrote no offset from UTC (`capturedOffset` is null), its clock is taken for UTC.",
  })
  get capturedAt(): Date | null {
    return this.row.capturedAt;
  }

  @Field(() => String, {
    nullable: true,
    description: "The camera's offset from UTC, such as `+02:00`; null where it wrote none.",
  })
  get capturedOffset(): string | null {
    return this.row.capturedOffset;
  }

  @Field(() => String, { description: "SHA-256 of the bytes, in hex." })
  get sha256(): string {
    return this.row.sha256;
  }

  @Field(() => Int, { description: "Size of the stored file in bytes." })
  get sizeBytes(): number {
    return this.row.sizeBytes;
  }

  @Field(() => String, { description: "Such as `image/jpeg`; determined from the bytes, not from the name." })
  get mediaType(): string {
    return this.row.mediaType;
  }

  @Field(() => Int, { description: "Width in pixels as a person sees it (EXIF orientation applied)." })
  get width(): number {
    return this.row.width;
  }

  @Field(() => Int, { description: "Height in pixels as a person sees it (EXIF orientation applied)." })
  get height(): number {
    return this.row.height;
  }

  @Field(() => Boolean, {
    description: "Whether a person added it; if not, only the import of a benchmark set stored it.",
  })
  get addedByPerson(): boolean {
    return this.row.addedByPerson;
  }

  @Field(() => Date, { description: "When it was first stored." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

export const ImageConnection = connectionType("Image", ImageObject);

@InputType({ description: "Where the bytes of a picture come from: exactly one of these." })
class ImageSource {
  @Field(() => String, { nullable: true, description: "The file in base64 (at most 25 MiB decoded)." })
  base64?: string;

  @Field(() => GraphQLUpload, {
    nullable: true,
    description: "A file sent with the request (GraphQL multipart request specification), at most 25 MiB.",
  })
  upload?: Promise<PendingUpload>;
}

@InputType({ description: "The picture to classify: exactly one of these." })
export class ClassifySource {
  @Field(() => ID, { nullable: true, description: "A stored image." })
  imageId?: string;

  @Field(() => String, { nullable: true, description: "The file in base64; it is stored." })
  base64?: string;

  @Field(() => GraphQLUpload, { nullable: true, description: "A file sent with the request; it is stored." })
  upload?: Promise<PendingUpload>;
}

@InputType({ description: "A picture to be stored." })
export class NewImageInput {
  @Field(() => ImageSource, {
    description: "The bytes: JPEG, PNG, WebP, GIF, TIFF, AVIF, HEIC or BMP, at most 100 megapixels.",
  })
  source!: ImageSource;

  @Field(() => String, {
    nullable: true,
    description: "A name for it; an upload's file name if left out.",
  })
  name?: string;

  @Field(() => String, {
    nullable: true,
    description: "Where it lies below a folder of yours, such as `2019/IMG_0001.jpg`.",
  })
  path?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What you call it, 1 to 255 characters; no two pictures have the same.",
  })
  externalId?: string | null;
}

@InputType({ description: "Pictures to be stored." })
export class AddImagesInput {
  @Field(() => [NewImageInput], { description: "1 to 50 pictures; each is accepted or refused on its own." })
  images!: NewImageInput[];
}

@InputType({ description: "Which image to delete." })
export class DeleteImageInput {
  @Field(() => ID, { description: "The image to delete." })
  id!: string;
}
