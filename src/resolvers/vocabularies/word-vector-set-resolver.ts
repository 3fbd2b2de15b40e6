import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { pageRequest } from "../../schema/connection";
import { orderOf } from "../../schema/list-order";
import { conditionsOf, NamedListArgs } from "../../schema/named-list";
import { DeleteResult } from "../../schema/results";
import { VectorSpaceObject } from "../../schema/vocabularies/vector-space";
import {
  DeleteWordVectorSetInput,
  WordVectorSetConnection,
  WordVectorSetObject,
} from "../../schema/vocabularies/word-vector-set";
import { fromGlobalId } from "../../services/global-id";
import { removeWordVectorSet } from "../../services/remove";
import { findWordVectorSet, listWordVectorSets } from "../../storage/vocabularies/word-vectors";
import { deleteById } from "../delete-by-id";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => WordVectorSetObject)
export class WordVectorSetResolver {
  @Query(() => WordVectorSetObject, { nullable: true, description: "A word-vector set, or null." })
  wordVectorSet(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<WordVectorSetObject | null> {
    return objectOf(loaders.wordVectorSets.load(fromGlobalId("WordVectorSet", id)), WordVectorSetObject);
  }

  @Query(() => WordVectorSetObject, {
    nullable: true,
    description: "The word-vector set of a name, or null.",
  })
  wordVectorSetByName(
    @Arg("name", () => String, { description: "Its name." }) name: string,
    @Ctx() { services }: RequestContext,
  ): Promise<WordVectorSetObject | null> {
    return objectOf(findWordVectorSet(services.db, { name }), WordVectorSetObject);
  }

  @Query(() => WordVectorSetConnection, {
    description: "The imported word-vector sets, up to 100 at a time.",
  })
  async wordVectorSets(@Args(() => NamedListArgs) args: NamedListArgs, @Ctx() { services }: RequestContext) {
    const [filter, order] = [conditionsOf(args.filter), orderOf(args.orderBy)];
    const rows = await listWordVectorSets(services.db, pageRequest(args), filter, order);
    return WordVectorSetConnection.of(rows, (row) => new WordVectorSetObject(row));
  }

  @FieldResolver(() => VectorSpaceObject, {
    nullable: true,
    description: "The space of its vectors; files of the same content are of one space.",
  })
  space(@Root() { row }: WordVectorSetObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.vectorSpaces.load(row.spaceId), VectorSpaceObject);
  }

  @Mutation(() => DeleteResult, {
    description:
      "Deletes a set of word vectors; vocabularies keep the vectors that they have. Refused while it is the only one in which the labels of a model version, or of a training under way, can be looked up.",
  })
  deleteWordVectorSet(
    @Arg("input", () => DeleteWordVectorSetInput, { description: "The set to delete." }) {
      id,
    }: DeleteWordVectorSetInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("WordVectorSet", id, (own) => removeWordVectorSet(services.db, own));
  }
}
