import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { PageArgs, pageRequest } from "../../schema/connection";
import { fromGlobalId } from "../../schema/global-id";
import { ConflictError, InvalidInputError, NotFoundError } from "../../schema/graphql-errors";
import {
  ActivateModelVersionInput,
  BindModelVersionInput,
  ModelVersionConnection,
  ModelVersionObject,
} from "../../schema/models/model-version";
import {
  ActivatedModelVersion,
  ActivateModelVersionResult,
  BindModelVersionResult,
  BoundModelVersion,
} from "../../schema/results";
import { VectorSpaceObject } from "../../schema/vocabularies/vector-space";
import { activateModel } from "../../services/models/activate-model";
import { bindModel } from "../../services/models/bind-model";
import { findActiveModelVersion, listModelVersions } from "../../storage/models/model-versions";
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

  @Query(() => ModelVersionConnection, {
    description: "The model versions, the newest first, up to 100 at a time.",
  })
  async modelVersions(@Args(() => PageArgs) page: PageArgs, @Ctx() { services }: RequestContext) {
    const rows = await listModelVersions(services.db, pageRequest(page));
    return ModelVersionConnection.of(rows, (row) => new ModelVersionObject(row));
  }

  @Query(() => ModelVersionObject, {
    nullable: true,
    description:
      "The model version that makes new predictions, itself or by its `standIn`; null until one is imported.",
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
      "The space whose vectors labels must have for it. Null for a model that was imported without one, until its first vocabulary or `bindModelVersion` decides, for ever.",
  })
  space(@Root() { row }: ModelVersionObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(row.spaceId ? loaders.vectorSpaces.load(row.spaceId) : null, VectorSpaceObject);
  }

  @Mutation(() => BindModelVersionResult, {
    description:
      "Says of which vector space a model version's labels must have vectors, where that was not said at its import and no vocabulary has decided it. Its 8-bit versions share it.",
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
    description: "Makes new predictions by this model version; accepted batches keep theirs.",
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
}
