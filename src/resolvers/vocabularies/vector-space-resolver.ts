import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { pageRequest } from "../../schema/connection";
import { fromGlobalId } from "../../schema/global-id";
import { orderOf } from "../../schema/list-order";
import { conditionsOf, NamedListArgs } from "../../schema/named-list";
import { VectorSpaceConnection, VectorSpaceObject } from "../../schema/vocabularies/vector-space";
import { WordVectorSetObject } from "../../schema/vocabularies/word-vector-set";
import { findVectorSpaceByName, listVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => VectorSpaceObject)
export class VectorSpaceResolver {
  @Query(() => VectorSpaceObject, { nullable: true, description: "A vector space, or null." })
  vectorSpace(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<VectorSpaceObject | null> {
    return objectOf(loaders.vectorSpaces.load(fromGlobalId("VectorSpace", id)), VectorSpaceObject);
  }

  @Query(() => VectorSpaceObject, { nullable: true, description: "The vector space of a name, or null." })
  vectorSpaceByName(
    @Arg("name", () => String, { description: "Its name." }) name: string,
    @Ctx() { services }: RequestContext,
  ): Promise<VectorSpaceObject | null> {
    return objectOf(findVectorSpaceByName(services.db, name), VectorSpaceObject);
  }

  @Query(() => VectorSpaceConnection, { description: "The vector spaces, up to 100 at a time." })
  async vectorSpaces(@Args(() => NamedListArgs) args: NamedListArgs, @Ctx() { services }: RequestContext) {
    const [filter, order] = [conditionsOf(args.filter), orderOf(args.orderBy)];
    const rows = await listVectorSpaces(services.db, pageRequest(args), filter, order);
    return VectorSpaceConnection.of(rows, (row) => new VectorSpaceObject(row));
  }

  @FieldResolver(() => WordVectorSetObject, {
    nullable: true,
    description: "The word-vector set in which labels are looked up for it; null where none is stored.",
  })
  wordVectorSet(@Root() { row }: VectorSpaceObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.wordsOfSpaces.load(row.id), WordVectorSetObject);
  }
}
