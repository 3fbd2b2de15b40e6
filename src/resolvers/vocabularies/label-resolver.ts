import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from "type-graphql";
import { CountsFor } from "../../schema/entries";
import { LabelObject, LabelOrigin } from "../../schema/vocabularies/vocabulary";
import { fromGlobalIdIfGiven } from "../../services/global-id";
import type { LabelOriginRow } from "../../storage/vocabularies/label-vectors";
import type { RequestContext } from "../request-context";

const SPACE = "The vector space; by default the first in which the vocabulary had vectors.";

@Resolver(() => LabelObject)
export class LabelResolver {
  @FieldResolver(() => LabelOrigin, {
    nullable: true,
    description: "How it got its vector in a space; null where it has none.",
  })
  async origin(
    @Root() label: LabelObject,
    @Ctx() context: RequestContext,
    @Arg("spaceId", () => ID, { nullable: true, description: SPACE }) spaceId?: string | null,
  ): Promise<LabelOrigin | null> {
    const found = await originOf(label, spaceId, context);
    return found && LabelOrigin[found.origin];
  }

  @CountsFor(2)
  @FieldResolver(() => [String], {
    description:
      "The words of the word-vector set, or the texts that were encoded, from which its vector in a space was made.",
  })
  async words(
    @Root() label: LabelObject,
    @Ctx() context: RequestContext,
    @Arg("spaceId", () => ID, { nullable: true, description: SPACE }) spaceId?: string | null,
  ): Promise<string[]> {
    return (await originOf(label, spaceId, context))?.words ?? [];
  }
}

function originOf(
  { row: { vocabularyId, position } }: LabelObject,
  spaceId: string | null | undefined,
  { loaders }: RequestContext,
): Promise<LabelOriginRow | null> {
  const own = fromGlobalIdIfGiven("VectorSpace", spaceId);
  return loaders.labelOrigins.load({ vocabularyId, position, spaceId: own });
}
