import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { CountsFor } from "../../schema/entries";
import { ModelVersionObject } from "../../schema/models/model-version";
import { IndexedVocabularyObject, SearchIndexObject } from "../../schema/search/search-index";
import { VocabularyObject } from "../../schema/vocabularies/vocabulary";
import { modelsByEncoder } from "../../services/search/index/models-by-encoder";
import { listScoreSets, readIndexSize } from "../../storage/search/index-sizes";
import { listSearchIndexes } from "../../storage/search/search-indexes";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => SearchIndexObject)
export class SearchIndexResolver {
  @CountsFor(10)
  @Query(() => [SearchIndexObject], {
    description: "What searches read of stored images: the indexes, oldest first, with their sizes.",
  })
  async searchIndexes(@Ctx() { services: { db } }: RequestContext): Promise<SearchIndexObject[]> {
    const rows = await listSearchIndexes(db);
    return Promise.all(rows.map(async (row) => new SearchIndexObject(row, await readIndexSize(db, row))));
  }

  @CountsFor(10)
  @FieldResolver(() => [ModelVersionObject], { description: "The model versions that use it, newest first." })
  async models(
    @Root() { row }: SearchIndexObject,
    @Ctx() { services: { db } }: RequestContext,
  ): Promise<ModelVersionObject[]> {
    const models = (await modelsByEncoder(db)).get(row.encoderHash) ?? [];
    return models.map((model) => new ModelVersionObject(model));
  }

  @CountsFor(10)
  @FieldResolver(() => [IndexedVocabularyObject], {
    description: "The vocabularies whose scores it has; searches for their labels look at no image.",
  })
  async vocabularies(
    @Root() { row }: SearchIndexObject,
    @Ctx() { services: { db } }: RequestContext,
  ): Promise<IndexedVocabularyObject[]> {
    return (await listScoreSets(db, row.id)).map((set) => new IndexedVocabularyObject(set));
  }
}

@Resolver(() => IndexedVocabularyObject)
export class IndexedVocabularyResolver {
  @FieldResolver(() => VocabularyObject, {
    nullable: true,
    description: "The vocabulary; null if it was just deleted.",
  })
  vocabulary(@Root() { row }: IndexedVocabularyObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.vocabularies.load(row.vocabularyId), VocabularyObject);
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model that scored them; null if it was just deleted.",
  })
  modelVersion(@Root() { row }: IndexedVocabularyObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(row.modelVersionId), ModelVersionObject);
  }
}
