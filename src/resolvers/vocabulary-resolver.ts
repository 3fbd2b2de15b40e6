import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { PageArgs, pageById, pageByPosition } from "../schema/connection";
import { ConflictError, InvalidInputError, InvalidVocabularyError, NotFoundError } from "../schema/errors";
import { fromGlobalId, fromGlobalIdIfGiven } from "../schema/global-id";
import { CreatedVocabulary, CreateVocabularyResult, Deleted, DeleteResult } from "../schema/results";
import {
  CreateVocabularyInput,
  DeleteVocabularyInput,
  LabelConnection,
  LabelObject,
  VocabularyConnection,
  VocabularyObject,
} from "../schema/vocabulary";
import { WordVectorSetConnection, WordVectorSetObject } from "../schema/word-vector-set";
import { createVocabulary } from "../services/create-vocabulary";
import { listLabels, listVocabularies, listWordVectorSets } from "../services/read";
import { removeVocabulary } from "../services/remove";
import { resultOf } from "./expected-errors";
import type { RequestContext } from "./request-context";

const MAX_LABELS_PER_PAGE = 1_000;

@Resolver(() => VocabularyObject)
export class VocabularyResolver {
  @Query(() => VocabularyObject, { nullable: true, description: "A vocabulary, or null." })
  async vocabulary(
    @Arg("id", () => ID) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<VocabularyObject | null> {
    const row = await loaders.vocabularies.load(fromGlobalId("Vocabulary", id));
    return row && new VocabularyObject(row);
  }

  @Query(() => VocabularyConnection, {
    description: "The vocabularies, the newest first, up to 100 at a time.",
  })
  async vocabularies(@Args(() => PageArgs) page: PageArgs, @Ctx() { services }: RequestContext) {
    const rows = await listVocabularies(services.db, pageById(page));
    return VocabularyConnection.of(
      rows,
      ({ id }) => id,
      (row) => new VocabularyObject(row),
    );
  }

  @Query(() => WordVectorSetConnection, { description: "The imported word-vector sets, the newest first." })
  async wordVectorSets(@Args(() => PageArgs) page: PageArgs, @Ctx() { services }: RequestContext) {
    const rows = await listWordVectorSets(services.db, pageById(page));
    return WordVectorSetConnection.of(
      rows,
      ({ id }) => id,
      (row) => new WordVectorSetObject(row),
    );
  }

  @FieldResolver(() => LabelConnection, { description: "Its labels in their order, up to 1,000 at a time." })
  async labels(
    @Root() { row }: VocabularyObject,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const rows = await listLabels(services.db, row.id, pageByPosition(page, MAX_LABELS_PER_PAGE));
    return LabelConnection.of(
      rows,
      ({ position }) => position,
      (label) => new LabelObject(label),
    );
  }

  @FieldResolver(() => WordVectorSetObject, {
    nullable: true,
    description: "Where its labels were looked up; null if its vectors were given, or the set is gone.",
  })
  async wordVectorSet(@Root() { row }: VocabularyObject, @Ctx() { loaders }: RequestContext) {
    const set = row.wordVectorSetId && (await loaders.wordVectorSets.load(row.wordVectorSetId));
    return set ? new WordVectorSetObject(set) : null;
  }

  @Mutation(() => CreateVocabularyResult, {
    description:
      "Makes a vocabulary from labels alone, looked up in a word-vector set, or with vectors given.",
  })
  createVocabulary(
    @Arg("input", () => CreateVocabularyInput) input: CreateVocabularyInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof CreateVocabularyResult> {
    return resultOf(async () => {
      const wordVectorSetId = fromGlobalIdIfGiven("WordVectorSet", input.wordVectorSetId);
      const { vocabulary, alreadyStored } = await createVocabulary(services.db, {
        ...input,
        wordVectorSetId,
      });
      return new CreatedVocabulary(new VocabularyObject(vocabulary), alreadyStored);
    }, [InvalidVocabularyError, InvalidInputError, NotFoundError]);
  }

  @Mutation(() => DeleteResult, {
    description: "Deletes a vocabulary with the batches and predictions made with it.",
  })
  deleteVocabulary(
    @Arg("input", () => DeleteVocabularyInput) { id }: DeleteVocabularyInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return resultOf(async () => {
      await removeVocabulary(services.db, fromGlobalId("Vocabulary", id));
      return new Deleted(id);
    }, [NotFoundError, InvalidInputError, ConflictError]);
  }
}
