import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { CountsFor } from "../../schema/entries";
import { ImageFolderObject } from "../../schema/images/image-folder";
import { listFolders } from "../../storage/images/list-folders";
import type { RequestContext } from "../request-context";

const MAX_FOLDERS = 500;

@Resolver()
export class ImageFolderResolver {
  @CountsFor(50)
  @Query(() => [ImageFolderObject], {
    description: "The folders of the images that a person added, in alphabetical order, up to 500.",
  })
  async imageFolders(
    @Arg("under", () => String, {
      defaultValue: "",
      description: "The folder whose folders are listed, such as `2019`; those at the top if left out.",
    })
    under: string,
    @Ctx() { services }: RequestContext,
  ) {
    return (await listFolders(services.db, under, MAX_FOLDERS)).map((row) => new ImageFolderObject(row));
  }
}
