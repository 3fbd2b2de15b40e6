import { createIndexingStarter } from "../../../../src/services/search/index/start-indexing";
import { imageIndexings } from "../../../../src/storage/search/image-indexings";
import { storedModel } from "../../../helpers/models/stored-model";

describe("an indexing that a search begins", () => {
  const stored = storedModel(0);

  it("is of images or of a vocabulary's scores, each begun once, and none of what is gone", async () => {
    const { db, model, vocabulary } = stored();
    const start = createIndexingStarter(db);
    const nowhere = "00000000-0000-7000-8000-000000000000";
    for (const vocabularyId of [undefined, vocabulary.id, nowhere, undefined, vocabulary.id])
      await start(model, vocabularyId);
    await createIndexingStarter(db)(model, vocabulary.id); // another host
    const { rows } = await db.pool.query('SELECT "id" FROM "ImageIndexing"');
    const begun = await imageIndexings.find(
      db,
      rows.map(({ id }) => id),
    );
    const vocabularies = begun.map((indexing) => indexing!.vocabularyId);
    expect(vocabularies).toHaveLength(2);
    expect(new Set(vocabularies)).toEqual(new Set([null, vocabulary.id]));
  });
});
