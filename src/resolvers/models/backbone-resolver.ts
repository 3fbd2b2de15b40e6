import { Arg, Args, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { pageRequest } from "../../schema/connection";
import { CountsFor } from "../../schema/entries";
import { Use } from "../../schema/graphql-errors";
import { orderOf } from "../../schema/list-order";
import { BackboneConnection, BackboneObject, DeleteBackboneInput } from "../../schema/models/backbone";
import { conditionsOf, NamedListArgs } from "../../schema/named-list";
import { DeleteResult } from "../../schema/results";
import { fromGlobalId } from "../../services/global-id";
import { removeBackbone } from "../../services/remove";
import { usesOf } from "../../storage/database/uses";
import { findBackboneByName, listBackbones } from "../../storage/models/backbones";
import { deleteById } from "../delete-by-id";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => BackboneObject)
export class BackboneResolver {
  @Query(() => BackboneObject, { nullable: true, description: "A backbone, or null." })
  backbone(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<BackboneObject | null> {
    return objectOf(loaders.backbones.load(fromGlobalId("Backbone", id)), BackboneObject);
  }

  @Query(() => BackboneObject, { nullable: true, description: "The newest backbone of a name, or null." })
  backboneByName(
    @Arg("name", () => String, { description: "Its name." }) name: string,
    @Ctx() { services }: RequestContext,
  ): Promise<BackboneObject | null> {
    return objectOf(findBackboneByName(services.db, name), BackboneObject);
  }

  @Query(() => BackboneConnection, { description: "The backbones, up to 100 at a time." })
  async backbones(@Args(() => NamedListArgs) args: NamedListArgs, @Ctx() { services }: RequestContext) {
    const [filter, order] = [conditionsOf(args.filter), orderOf(args.orderBy)];
    const rows = await listBackbones(services.db, pageRequest(args), filter, order);
    return BackboneConnection.of(rows, (row) => new BackboneObject(row));
  }

  @FieldResolver(() => Float, { description: "Bytes of its files." })
  sizeBytes(@Root() { row }: BackboneObject, @Ctx() { loaders }: RequestContext): Promise<number> {
    return loaders.packageSizes.load(row.packageHash);
  }

  @CountsFor(5)
  @FieldResolver(() => [Use], { description: "What keeps it from being deleted." })
  uses(@Root() { row }: BackboneObject, @Ctx() { services }: RequestContext) {
    return usesOf(services.db, "backbone", row.id);
  }

  @Mutation(() => DeleteResult, {
    description: "Deletes a backbone, unless model versions or trainings use it.",
  })
  deleteBackbone(
    @Arg("input", () => DeleteBackboneInput, { description: "The backbone to delete." }) {
      id,
    }: DeleteBackboneInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("Backbone", id, (own) => removeBackbone(services.db, own));
  }
}
