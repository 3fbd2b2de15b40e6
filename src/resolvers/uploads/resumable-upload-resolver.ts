import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { InvalidInputError } from "../../schema/graphql-errors";
import { DeleteResult } from "../../schema/results";
import {
  DeleteUploadInput,
  ResumableUploadObject,
  StartedUpload,
  StartUploadInput,
  StartUploadResult,
} from "../../schema/uploads/resumable-upload";
import { fromGlobalId, toGlobalId } from "../../services/global-id";
import { notFound } from "../../services/not-found";
import { startUpload } from "../../services/uploads/start-upload";
import { deleteUpload } from "../../storage/uploads/uploads";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => ResumableUploadObject)
export class ResumableUploadResolver {
  @Query(() => ResumableUploadObject, {
    nullable: true,
    description: "A resumable upload, or null; its `receivedBytes` is where to go on.",
  })
  resumableUpload(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<ResumableUploadObject | null> {
    return objectOf(loaders.uploads.load(fromGlobalId("ResumableUpload", id)), ResumableUploadObject);
  }

  @FieldResolver(() => String, {
    description:
      "Where the parts are sent by POST, each with `?offset=` of its first byte and the bytes as the body (application/octet-stream). The answer, JSON with `receivedBytes`, says that the part is stored; 409 has `receivedBytes` in its `extensions` where another part has to follow. A part may be sent again.",
  })
  url(@Root() { row }: ResumableUploadObject, @Ctx() { linkTo }: RequestContext): string {
    // A link's signature only lets read: who sends a part shows the key.
    const url = new URL(linkTo(`/uploads/${toGlobalId("ResumableUpload", row.id)}`));
    url.search = "";
    return url.href;
  }

  @Mutation(() => StartUploadResult, {
    description: "Begins the upload of a large file, such as the archive of a benchmark set.",
  })
  startUpload(
    @Arg("input", () => StartUploadInput, { description: "The file." }) input: StartUploadInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof StartUploadResult> {
    return resultOf(async () => {
      const upload = await startUpload(services.db, input);
      return new StartedUpload(new ResumableUploadObject(upload));
    }, [InvalidInputError]);
  }

  @Mutation(() => DeleteResult, { description: "Deletes an upload with all that was received of it." })
  deleteUpload(
    @Arg("input", () => DeleteUploadInput, { description: "The upload." }) { id }: DeleteUploadInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("ResumableUpload", id, async (own) => {
      if (!(await deleteUpload(services.db, own))) throw notFound("upload");
    });
  }
}
