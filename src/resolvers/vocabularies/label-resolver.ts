import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { CountsFor } from "../../schema/entries";
import { LabelObject, LabelOrigin } from "../../schema/vocabularies/vocabulary";
import type { RequestContext } from "../request-context";

@Resolver(() => LabelObject)
export class LabelResolver {
  @FieldResolver(() => LabelOrigin, {
    nullable: true,
    description:
      "How it came by its vector, in the space in which the vocabulary had vectors first; null while it has none.",
  })
  async origin(
    @Root() { row }: LabelObject,
    @Ctx() { loaders }: RequestContext,
  ): Promise<LabelOrigin | null> {
    const found = await loaders.labelOrigins.load(row);
    return found && LabelOrigin[found.origin];
  }

  @CountsFor(2)
  @FieldResolver(() => [String], {
    description: "The words of the word-vector set that this vector was taken from.",
  })
  async words(@Root() { row }: LabelObject, @Ctx() { loaders }: RequestContext): Promise<string[]> {
    return (await loaders.labelOrigins.load(row))?.words ?? [];
  }
}
