import { Arg, Args, Ctx, FieldResolver, Float, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { pageRequest } from "../../schema/connection";
import { CountsFor } from "../../schema/entries";
import { ConflictError, InvalidInputError, NotFoundError, Use } from "../../schema/graphql-errors";
import { orderOf } from "../../schema/list-order";
import {
  ActivateModelVersionInput,
  BindModelVersionInput,
  DeleteModelVersionInput,
  ModelVersionConnection,
  ModelVersionObject,
} from "../../schema/models/model-version";
import { ModelVersionsArgs, modelVersionFilterOf } from "../../schema/models/model-version-list";
import {
  ActivatedModelVersion,
  ActivateModelVersionResult,
  BindModelVersionResult,
  BoundModelVersion,
  DeleteResult,
} from "../../schema/results";
import { VectorSpaceObject } from "../../schema/vocabularies/vector-space";
import { fromGlobalId } from "../../services/global-id";
import { activateModel } from "../../services/models/activate-model";
import { bindModel } from "../../services/models/bind-model";
import { removeModelVersion } from "../../services/remove";
import { usesOf } from "../../storage/database/uses";
import { findModelVersionByName, listModelVersions } from "../../storage/models/list-model-versions";
import { findActiveModelVersion } from "../../storage/models/model-versions";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => ModelVersionObject)
export class ModelResolver {
  @Query(() => ModelVersionObject, { nullable: true, description: "A model version, or null." })
  modelVersion(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<ModelVersionObject | null> {
    return objectOf(loaders.modelVersions.load(fromGlobalId("ModelVersion", id)), ModelVersionObject);
  }

  @Query(() => ModelVersionObject, {
    nullable: true,
    description: "The model of a name, its latest version unless another is given, or null.",
  })
  modelVersionByName(
    @Arg("name", () => String, { description: "Its name." }) name: string,
    @Arg("version", () => Int, { nullable: true, description: "Its version." }) version: number | null,
    @Ctx() { services }: RequestContext,
  ): Promise<ModelVersionObject | null> {
    return objectOf(findModelVersionByName(services.db, name, version ?? null), ModelVersionObject);
  }

  @Query(() => ModelVersionConnection, { description: "The model versions, up to 100 at a time." })
  async modelVersions(
    @Args(() => ModelVersionsArgs) args: ModelVersionsArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const [filter, order] = [modelVersionFilterOf(args.filter), orderOf(args.orderBy)];
    const rows = await listModelVersions(services.db, pageRequest(args), filter, order);
    return ModelVersionConnection.of(rows, (row) => new ModelVersionObject(row));
  }

  @Query(() => ModelVersionObject, {
    nullable: true,
    description:
      "The model version that makes new predictions, itself or through its `standIn`; null until one is imported.",
  })
  activeModelVersion(@Ctx() { services }: RequestContext): Promise<ModelVersionObject | null> {
    return objectOf(findActiveModelVersion(services.db), ModelVersionObject);
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description:
      "The 8-bit version that makes its predictions on this host, where models run on a CPU and the 8-bit version's report passes; null where it makes them itself.",
  })
  standIn(@Root() { row }: ModelVersionObject, @Ctx() { services }: RequestContext) {
    return objectOf(services.models.standIn(row), ModelVersionObject);
  }

  @FieldResolver(() => VectorSpaceObject, {
    nullable: true,
    description:
      "The space in which labels must have vectors for it. Null for a model that was imported without one, until its first vocabulary or `bindModelVersion` decides it permanently.",
  })
  space(@Root() { row }: ModelVersionObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(row.spaceId ? loaders.vectorSpaces.load(row.spaceId) : null, VectorSpaceObject);
  }

  @FieldResolver(() => Float, {
    description: "Bytes of its own files, without those of its backbone and text encoder.",
  })
  sizeBytes(@Root() { row }: ModelVersionObject, @Ctx() { loaders }: RequestContext): Promise<number> {
    return loaders.packageSizes.load(row.packageHash);
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The float32 version that it was made from; null where it is in float32 itself.",
  })
  float32Version(@Root() { row }: ModelVersionObject, @Ctx() { loaders }: RequestContext) {
    const id = row.float32VersionId;
    return objectOf(id ? loaders.modelVersions.load(id) : null, ModelVersionObject);
  }

  @CountsFor(5)
  @FieldResolver(() => [Use], { description: "What keeps it from being deleted, beside being active." })
  uses(@Root() { row }: ModelVersionObject, @Ctx() { services }: RequestContext) {
    return usesOf(services.db, "model version", row.id);
  }

  @Mutation(() => BindModelVersionResult, {
    description:
      "Sets the vector space in which a model version's labels must have vectors, where neither its import nor a vocabulary has decided it. Its 8-bit versions share it.",
  })
  bindModelVersion(
    @Arg("input", () => BindModelVersionInput, { description: "Which model version takes which vectors." }) {
      id,
      spaceId,
    }: BindModelVersionInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof BindModelVersionResult> {
    return resultOf(async () => {
      const own = fromGlobalId("ModelVersion", id);
      const row = await bindModel(services.db, own, fromGlobalId("VectorSpace", spaceId));
      return new BoundModelVersion(new ModelVersionObject(row));
    }, [NotFoundError, InvalidInputError, ConflictError]);
  }

  @Mutation(() => ActivateModelVersionResult, {
    description: "Makes this model version the one that makes new predictions; accepted batches keep theirs.",
  })
  activateModelVersion(
    @Arg("input", () => ActivateModelVersionInput, { description: "The model version to activate." }) {
      id,
    }: ActivateModelVersionInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof ActivateModelVersionResult> {
    return resultOf(async () => {
      const row = await activateModel(services, fromGlobalId("ModelVersion", id));
      return new ActivatedModelVersion(new ModelVersionObject(row));
    }, [NotFoundError, InvalidInputError]);
  }

  @Mutation(() => DeleteResult, {
    description:
      "Deletes a model version with the predictions that `classify` made by it. Refused while it is active, and while prediction batches, evaluations, trainings or 8-bit versions use it.",
  })
  deleteModelVersion(
    @Arg("input", () => DeleteModelVersionInput, { description: "The model version to delete." }) {
      id,
    }: DeleteModelVersionInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("ModelVersion", id, (own) => removeModelVersion(services.db, own));
  }
}
