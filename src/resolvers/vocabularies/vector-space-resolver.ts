import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { pageRequest } from "../../schema/connection";
import { orderOf } from "../../schema/list-order";
import { conditionsOf, NamedListArgs } from "../../schema/named-list";
import { DeleteResult } from "../../schema/results";
import {
  DeleteVectorSpaceInput,
  VectorSpaceConnection,
  VectorSpaceObject,
} from "../../schema/vocabularies/vector-space";
import { WordVectorSetObject } from "../../schema/vocabularies/word-vector-set";
import { fromGlobalId } from "../../services/global-id";
import { removeVectorSpace } from "../../services/remove";
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
      "Deletes a vector space, its text encoder, and the vectors that this made of labels. A text encoder stays when the models that came with it are deleted, since others may be trained on its vectors: this deletes it. Refused while a model version, a training or a word-vector set uses the space, or while a vocabulary has vectors in it that no text encoder made.",
  })
  deleteVectorSpace(
    @Arg("input", () => DeleteVectorSpaceInput, { description: "The space to delete." }) {
      id,
    }: DeleteVectorSpaceInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("VectorSpace", id, (own) => removeVectorSpace(services.db, own));
  }
}
