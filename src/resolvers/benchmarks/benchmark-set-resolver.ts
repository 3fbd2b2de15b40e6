import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { RegionaryError } from "../../errors";
import {
  BenchmarkItemConnection,
  BenchmarkItemObject,
  BenchmarkSetConnection,
  BenchmarkSetObject,
  CreateBenchmarkSetInput,
  DeleteBenchmarkSetInput,
} from "../../schema/benchmarks/benchmark-set";
import { BenchmarkSetsArgs, benchmarkSetFilterOf } from "../../schema/benchmarks/benchmark-set-list";
import { PageArgs, pageRequest } from "../../schema/connection";
import { ConflictError, InvalidInputError, NotFoundError } from "../../schema/graphql-errors";
import { ImageObject } from "../../schema/images/image";
import { imageFilterOf } from "../../schema/images/image-list";
import { orderOf } from "../../schema/list-order";
import { CreateBenchmarkSetResult, CreatedBenchmarkSet, DeleteResult } from "../../schema/results";
import { VocabularyObject } from "../../schema/vocabularies/vocabulary";
import { createBenchmarkSet } from "../../services/benchmarks/create-benchmark-set";
import { benchmarkSetFromTags } from "../../services/benchmarks/set-from-tags";
import { fromGlobalId } from "../../services/global-id";
import { removeBenchmarkSet } from "../../services/remove";
import { listBenchmarkItems } from "../../storage/benchmarks/benchmark-items";
import { findBenchmarkSetByName } from "../../storage/benchmarks/benchmark-sets";
import { listBenchmarkSets } from "../../storage/benchmarks/list-benchmark-sets";
import type { Database } from "../../storage/database/database";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import { pageOfPlaces } from "../page-of-places";
import type { RequestContext } from "../request-context";

const MAX_ITEMS_PER_PAGE = 1_000;

@Resolver(() => BenchmarkSetObject)
export class BenchmarkSetResolver {
  @Query(() => BenchmarkSetObject, { nullable: true, description: "A benchmark set, or null." })
  benchmarkSet(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<BenchmarkSetObject | null> {
    return objectOf(loaders.benchmarkSets.load(fromGlobalId("BenchmarkSet", id)), BenchmarkSetObject);
  }

  @Query(() => BenchmarkSetObject, { nullable: true, description: "The benchmark set of a name, or null." })
  benchmarkSetByName(
    @Arg("name", () => String, { description: "Its name." }) name: string,
    @Ctx() { services }: RequestContext,
  ): Promise<BenchmarkSetObject | null> {
    return objectOf(findBenchmarkSetByName(services.db, name), BenchmarkSetObject);
  }

  @Query(() => BenchmarkSetConnection, { description: "The benchmark sets, up to 100 at a time." })
  async benchmarkSets(
    @Args(() => BenchmarkSetsArgs) args: BenchmarkSetsArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const [filter, order] = [benchmarkSetFilterOf(args.filter), orderOf(args.orderBy)];
    const rows = await listBenchmarkSets(services.db, pageRequest(args), filter, order);
    return BenchmarkSetConnection.of(rows, (row) => new BenchmarkSetObject(row));
  }

  @FieldResolver(() => VocabularyObject, {
    nullable: true,
    description:
      "The vocabulary it is scored against: its labels, seen and unseen, in the order of their positions.",
  })
  vocabulary(@Root() { row }: BenchmarkSetObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.vocabularies.load(row.vocabularyId), VocabularyObject);
  }

  @FieldResolver(() => BenchmarkItemConnection, {
    description: "Its images in their order, up to 1,000 at a time.",
  })
  async items(
    @Root() { row }: BenchmarkSetObject,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const request = pageRequest(page, MAX_ITEMS_PER_PAGE);
    const items = await pageOfPlaces("items", row.stored, request, async ({ start, end }) => {
      const range = { first: end - start, after: start - 1 };
      return (await listBenchmarkItems(services.db, row.id, range)).rows;
    });
    return BenchmarkItemConnection.of(items, (item) => new BenchmarkItemObject(item));
  }

  @Mutation(() => CreateBenchmarkSetResult, {
    description:
      "Creates a benchmark set of stored images, with labels given one by one or by their tags. Repeating it changes nothing. Sets on disk are imported by `importBenchmarkSet` or on the command line.",
  })
  createBenchmarkSet(
    @Arg("input", () => CreateBenchmarkSetInput, { description: "The set to create." })
    input: CreateBenchmarkSetInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof CreateBenchmarkSetResult> {
    return resultOf(async () => {
      const { set, alreadyStored } = await make(input, services.db);
      return new CreatedBenchmarkSet(new BenchmarkSetObject(set), alreadyStored);
    }, [InvalidInputError, NotFoundError, ConflictError]);
  }

  @Mutation(() => DeleteResult, { description: "Deletes a benchmark set; its images and vocabulary stay." })
  deleteBenchmarkSet(
    @Arg("input", () => DeleteBenchmarkSetInput, { description: "The set to delete." }) {
      id,
    }: DeleteBenchmarkSetInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("BenchmarkSet", id, (own) => removeBenchmarkSet(services.db, own));
  }
}

function make({ name, unlisted, from, vocabularyId, images }: CreateBenchmarkSetInput, db: Database) {
  if (from && vocabularyId == null && !images) {
    const { tags = null, filter, onlyByHand } = from;
    return benchmarkSetFromTags(db, { name, tags, filter: imageFilterOf(filter), onlyByHand, unlisted });
  }
  if (from || vocabularyId == null || !images)
    throw new RegionaryError("INVALID_INPUT", "Give either `vocabularyId` and `images`, or `from`.");
  return createBenchmarkSet(db, {
    ...{ name, unlisted, vocabularyId: fromGlobalId("Vocabulary", vocabularyId) },
    images: images.map((image) => ({ ...image, imageId: fromGlobalId("Image", image.imageId) })),
  });
}

@Resolver(() => BenchmarkItemObject)
export class BenchmarkItemResolver {
  @FieldResolver(() => ImageObject, {
    nullable: true,
    description: "Its picture; null in a set of features.",
  })
  image(@Root() { row }: BenchmarkItemObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(row.imageId ? loaders.images.load(row.imageId) : null, ImageObject);
  }
}
