import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { PageArgs, pageRequest } from "../../schema/connection";
import { CountsBy, CountsFor } from "../../schema/entries";
import { InvalidInputError, InvalidVocabularyError, NotFoundError, Use } from "../../schema/graphql-errors";
import { orderOf } from "../../schema/list-order";
import { conditionsOf, NamedListArgs } from "../../schema/named-list";
import { CreatedVocabulary, CreateVocabularyResult, DeleteResult } from "../../schema/results";
import { LabelCheck } from "../../schema/vocabularies/label-check";
import { LabelVectorsObject } from "../../schema/vocabularies/label-vectors";
import {
  CreateVocabularyInput,
  DeleteVocabularyInput,
  LabelConnection,
  LabelObject,
  LabelToCheckInput,
  VocabularyConnection,
  VocabularyObject,
} from "../../schema/vocabularies/vocabulary";
import { WordVectorSetObject } from "../../schema/vocabularies/word-vector-set";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../services/global-id";
import { removeVocabulary } from "../../services/remove";
import { checkLabels } from "../../services/vocabularies/check-labels";
import { createVocabulary } from "../../services/vocabularies/create-vocabulary";
import { usesOf } from "../../storage/database/uses";
import { findVocabularyByName, listVocabularies } from "../../storage/vocabularies/list-vocabularies";
import { listLabels } from "../../storage/vocabularies/vocabularies";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import { pageOfPlaces } from "../page-of-places";
import type { RequestContext } from "../request-context";

const MAX_LABELS_PER_PAGE = 1_000;

@Resolver(() => VocabularyObject)
export class VocabularyResolver {
  @Query(() => VocabularyObject, { nullable: true, description: "A vocabulary, or null." })
  vocabulary(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<VocabularyObject | null> {
    return objectOf(loaders.vocabularies.load(fromGlobalId("Vocabulary", id)), VocabularyObject);
  }

  @Query(() => VocabularyObject, {
    nullable: true,
    description: "The vocabulary of a name, its latest version unless another is given, or null.",
  })
  vocabularyByName(
    @Arg("name", () => String, { description: "Its name." }) name: string,
    @Arg("version", () => Int, { nullable: true, description: "Its version." }) version: number | null,
    @Ctx() { services }: RequestContext,
  ): Promise<VocabularyObject | null> {
    return objectOf(findVocabularyByName(services.db, name, version ?? null), VocabularyObject);
  }

  @Query(() => VocabularyConnection, { description: "The vocabularies, up to 100 at a time." })
  async vocabularies(@Args(() => NamedListArgs) args: NamedListArgs, @Ctx() { services }: RequestContext) {
    const [filter, order] = [conditionsOf(args.filter), orderOf(args.orderBy)];
    const rows = await listVocabularies(services.db, pageRequest(args), filter, order);
    return VocabularyConnection.of(rows, (row) => new VocabularyObject(row));
  }

  @FieldResolver(() => LabelConnection, { description: "Its labels in their order, up to 1,000 at a time." })
  async labels(
    @Root() { row }: VocabularyObject,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const request = pageRequest(page, MAX_LABELS_PER_PAGE);
    const labels = await pageOfPlaces("labels", row.labelCount, request, async ({ start, end }) => {
      const range = { first: end - start, after: start - 1 };
      return (await listLabels(services.db, row.id, range)).rows;
    });
    return LabelConnection.of(labels, (label) => new LabelObject(label));
  }

  @CountsFor(3)
  @FieldResolver(() => [LabelVectorsObject], {
    description: "The vectors of its labels in each space where it has them, oldest first.",
  })
  async vectors(@Root() { row }: VocabularyObject, @Ctx() { loaders }: RequestContext) {
    return (await loaders.labelVectors.load(row.id)).map((vectors) => new LabelVectorsObject(vectors));
  }

  @FieldResolver(() => Int, {
    nullable: true,
    deprecationReason:
      "A vocabulary may have vectors in several spaces: use `vectors { space { dimensions } }`.",
    description:
      "How many numbers each vector has, in the first space in which it had vectors; null while it has none.",
  })
  async dimensions(@Root() { row }: VocabularyObject, @Ctx() { loaders }: RequestContext) {
    const [first] = await loaders.labelVectors.load(row.id);
    return first?.space.dimensions ?? null;
  }

  @FieldResolver(() => WordVectorSetObject, {
    nullable: true,
    deprecationReason:
      "A vocabulary may have vectors in several spaces: use `vectors { space { wordVectorSet { … } } }`.",
    description:
      "The set in which its labels were first looked up; null if their vectors were given or not made yet, or the set was deleted.",
  })
  async wordVectorSet(@Root() { row }: VocabularyObject, @Ctx() { loaders }: RequestContext) {
    const first = await loaders.labelOrigins.load({ vocabularyId: row.id, spaceId: null, position: 0 });
    const wereLookedUp = first && first.origin !== "GIVEN"; // one was, so all were
    return objectOf(wereLookedUp ? loaders.wordsOfSpaces.load(first.spaceId) : null, WordVectorSetObject);
  }

  @CountsFor(5)
  @FieldResolver(() => [Use], {
    description:
      "What keeps it from being deleted; batches and predictions do not, they are deleted with it.",
  })
  uses(@Root() { row }: VocabularyObject, @Ctx() { services }: RequestContext) {
    return usesOf(services.db, "vocabulary", row.id);
  }

  @FieldResolver(() => Int, {
    description: "How many prediction batches were made with it; they are deleted with it.",
  })
  batchCount(@Root() { row }: VocabularyObject, @Ctx() { loaders }: RequestContext): Promise<number> {
    return loaders.batchCounts.load(row.id);
  }

  @CountsBy("labels")
  @Query(() => [LabelCheck], {
    description:
      "How labels would get their vectors for a model, and what is wrong with those that would not, in their order; nothing is stored. The error INVALID_VOCABULARY is for none or more than 20,000, VECTOR_SPACE_MISMATCH for a model whose space has neither a text encoder nor word vectors.",
  })
  async checkLabels(
    @Arg("labels", () => [LabelToCheckInput], { description: "1 to 20,000 labels." })
    labels: LabelToCheckInput[],
    @Arg("modelVersionId", () => ID, {
      nullable: true,
      description: "The model version; by default the one that makes predictions.",
    })
    modelVersionId: string | null,
    @Arg("wordVectorSetId", () => ID, {
      nullable: true,
      description: "The word-vector set to look them up in instead of the model's.",
    })
    wordVectorSetId: string | null,
    @Ctx() { services }: RequestContext,
  ): Promise<LabelCheck[]> {
    const checked = await checkLabels(services, labels, {
      modelVersionId: fromGlobalIdIfGiven("ModelVersion", modelVersionId),
      wordVectorSetId: fromGlobalIdIfGiven("WordVectorSet", wordVectorSetId),
    });
    return checked.map((label) => new LabelCheck(label));
  }

  @Mutation(() => CreateVocabularyResult, {
    description:
      "Creates a vocabulary of labels. Their vectors are given, looked up in a word-vector set now, or made when a model first needs them: looked up, or by its text encoder. The same labels again give the same version, and add the vectors to it.",
  })
  createVocabulary(
    @Arg("input", () => CreateVocabularyInput, { description: "The vocabulary to create." })
    input: CreateVocabularyInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof CreateVocabularyResult> {
    return resultOf(async () => {
      const wordVectorSetId = fromGlobalIdIfGiven("WordVectorSet", input.wordVectorSetId);
      const { vocabulary, alreadyStored, leftOut } = await createVocabulary(services.db, {
        ...input,
        wordVectorSetId,
      });
      return new CreatedVocabulary(
        new VocabularyObject(vocabulary),
        alreadyStored,
        leftOut.map(({ nearest, ...problem }) => ({ ...problem, nearest: [...nearest] })),
      );
    }, [InvalidVocabularyError, InvalidInputError, NotFoundError]);
  }

  @Mutation(() => DeleteResult, {
    description: "Deletes a vocabulary with the batches and predictions made with it.",
  })
  deleteVocabulary(
    @Arg("input", () => DeleteVocabularyInput, { description: "The vocabulary to delete." }) {
      id,
    }: DeleteVocabularyInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("Vocabulary", id, (own) => removeVocabulary(services.db, own));
  }
}
