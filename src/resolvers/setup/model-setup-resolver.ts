import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { ConflictError, InvalidInputError, NotFoundError } from "../../schema/graphql-errors";
import { ModelVersionObject } from "../../schema/models/model-version";
import {
  AcceptedModelSetup,
  ModelSetupObject,
  SetUpModelInput,
  SetUpModelResult,
} from "../../schema/setup/model-setup";
import { acceptSetup } from "../../services/setup/accept-setup";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => ModelSetupObject)
export class ModelSetupResolver {
  @Mutation(() => SetUpModelResult, {
    description:
      "Accepts the setup of a model of the catalogue, and answers at once. A model that is there, or being set up, gives that setup; one that failed or was canceled goes on where it stopped.",
  })
  setUpModel(
    @Arg("input", () => SetUpModelInput, { description: "The model." })
    { catalogueId, acceptUnverifiedTerms }: SetUpModelInput,
    @Ctx() { services: { db, mirror } }: RequestContext,
  ): Promise<typeof SetUpModelResult> {
    return resultOf(async () => {
      // Where files come from is the administrator's choice, never the caller's: the service reads it.
      const request = { catalogueId, mirror, directory: null, acceptsUnverifiedTerms: acceptUnverifiedTerms };
      return new AcceptedModelSetup(new ModelSetupObject(await acceptSetup(db, request)));
    }, [InvalidInputError, NotFoundError, ConflictError]);
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model version that it has made; null until its files are imported.",
  })
  modelVersion(@Root() { row }: ModelSetupObject, @Ctx() { loaders }: RequestContext) {
    const id = row.modelVersionId;
    return objectOf(id ? loaders.modelVersions.load(id) : null, ModelVersionObject);
  }
}
