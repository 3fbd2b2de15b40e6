import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../../schema/graphql-errors";
import {
  AcceptedModelQuantization,
  ModelQuantizationObject,
  QuantizeModelInput,
  QuantizeModelResult,
} from "../../schema/models/model-quantization";
import { ModelVersionObject } from "../../schema/models/model-version";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../services/global-id";
import { acceptQuantization } from "../../services/models/quantizations/accept-quantization";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => ModelQuantizationObject)
export class ModelQuantizationResolver {
  @Mutation(() => QuantizeModelResult, {
    description: "Accepts the making of an 8-bit version of a model, for the CPU, and answers at once.",
  })
  quantizeModel(
    @Arg("input", () => QuantizeModelInput, { description: "The model, and the images." })
    input: QuantizeModelInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof QuantizeModelResult> {
    return resultOf(async () => {
      const row = await acceptQuantization(services, {
        ...input,
        forRanges: input.rangeImages,
        modelVersionId: fromGlobalId("ModelVersion", input.modelVersionId),
        imageIds: input.imageIds.map((id) => fromGlobalId("Image", id)),
        vocabularyId: fromGlobalIdIfGiven("Vocabulary", input.vocabularyId),
      });
      return new AcceptedModelQuantization(new ModelQuantizationObject(row));
    }, [InvalidInputError, InvalidVocabularyError, VectorSpaceMismatchError, NotFoundError, ConflictError]);
  }

  @FieldResolver(() => ModelVersionObject, { nullable: true, description: "The float32 version." })
  modelVersion(@Root() { row }: ModelQuantizationObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(row.modelVersionId), ModelVersionObject);
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description:
      "The 8-bit version, or the one with the same files that was stored before; null until it is complete.",
  })
  result(@Root() { row }: ModelQuantizationObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(row.resultId ? loaders.modelVersions.load(row.resultId) : null, ModelVersionObject);
  }
}
