import { createTestDatabase, type TestDatabase } from "../database";
import { type StoredModel, storeModelAndImages } from "../services/stored-batches";

/** Gives the tests of the enclosing `describe` one database with the tiny model and so many pictures. */
export function storedModel(imageCount: number): () => StoredModel {
  let database: TestDatabase | undefined;
  let stored: StoredModel;
  beforeAll(async () => {
    database = await createTestDatabase();
    stored = await storeModelAndImages(database.url, imageCount);
  });
  afterAll(async () => {
    await stored.db.close();
    await database?.drop();
  });
  return () => stored;
}
