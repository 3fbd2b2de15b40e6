import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { pageRequest } from "../../schema/connection";
import { fromGlobalId } from "../../schema/global-id";
import { orderOf } from "../../schema/list-order";
import { conditionsOf, NamedListArgs } from "../../schema/named-list";
import { DeleteResult } from "../../schema/results";
import {
  DeleteVectorSpaceInput,
  VectorSpaceConnection,
  VectorSpaceObject,
} from "../../schema/vocabularies/vector-space";
import { WordVectorSetObject } from "../../schema/vocabularies/word-vector-set";
import { removeTextSpace } from "../../services/remove";
import { findVectorSpaceByName, listVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import { deleteById } from "../delete-by-id";
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

  @Mutation(() => DeleteResult, {
    description:
      "Deletes the vector space of a text encoder with the encoder and the vectors that it made, unless model versions or trainings use it. Other spaces go with their word vectors or vocabularies.",
  })
  deleteVectorSpace(
    @Arg("input", () => DeleteVectorSpaceInput, { description: "The space to delete." }) {
      id,
    }: DeleteVectorSpaceInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("VectorSpace", id, (own) => removeTextSpace(services.db, own));
  }
}
