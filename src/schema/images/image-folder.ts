import { Field, Int, ObjectType } from "type-graphql";
import type { FolderRow } from "../../storage/images/list-folders";

@ObjectType("ImageFolder", { description: "A folder that images lie in, by their paths." })
export class ImageFolderObject {
  constructor(readonly row: FolderRow) {}

  @Field(() => String, { description: "Such as `2019/summer`: what `ImageFilter.folder` takes." })
  get path(): string {
    return this.row.path;
  }

  @Field(() => Int, { description: "How many images that a person added are in it, at any depth." })
  get imageCount(): number {
    return this.row.imageCount;
  }
}
