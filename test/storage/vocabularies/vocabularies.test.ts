import { deleteImage } from "../../../src/storage/images/delete-image";
import { listVocabularies } from "../../../src/storage/vocabularies/list-vocabularies";
import { deleteVocabulary } from "../../../src/storage/vocabularies/vocabularies";
import { eventually } from "../../helpers/eventually";
import { waiters } from "../../helpers/lock-waiters";
import { storedModel } from "../../helpers/models/stored-model";
import { storeBatch, storeVocabulary } from "../../helpers/services/stored-batches";

describe("stored vocabularies", () => {
  const stored = storedModel(6);

  it("are versions 1, 2, 3 … of their name without a gap, even if many are made at once", async () => {
    const counts = Array.from({ length: 20 }, (_, index) => index + 1);
    const made = await Promise.all(counts.map((count) => storeVocabulary(stored().db, "many", count)));
    expect(made.map(({ version }) => version).sort((a, b) => a - b)).toEqual(counts);
    for (const { id, labelCount } of made) {
      expect(await stored().db.prisma.vocabularyLabel.count({ where: { vocabularyId: id } })).toBe(
        labelCount,
      );
    }
  });

  it("are one version for the same content, even if many store it at once", async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => storeVocabulary(stored().db, "one")));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const { rows } = await listVocabularies(stored().db, { first: 100 });
    expect(rows.filter(({ name }) => name === "one")).toHaveLength(1);
  });

  it("cannot be used by a batch that is created while they are being deleted", async () => {
    const { db, model, imageIds } = stored();
    const vocabulary = await storeVocabulary(db, "doomed");
    const { id } = await storeBatch({ db, model, vocabulary }, imageIds);
    const holder = await db.pool.connect();
    await holder.query(`BEGIN; SELECT 1 FROM "Work" WHERE "id" = '${id}' FOR UPDATE`);
    const deletion = deleteVocabulary(db, vocabulary.id);
    await eventually("the deletion waits for the batch", () => waiters(db, 1));
    const making = storeBatch({ db, model, vocabulary }, imageIds).catch((error) => error);
    await eventually("the new batch waits for the deletion", () => waiters(db, 2));
    await holder.query("COMMIT");
    holder.release();
    expect(await deletion).toBe(true);
    expect(await making).toMatchObject({ code: "NOT_FOUND" });
  });

  it("can be deleted with their batches while the images of those are being deleted", async () => {
    const { db, model, imageIds } = stored();
    const vocabularies = await Promise.all(["a", "b", "c"].map((name) => storeVocabulary(db, name)));
    for (let n = 0; n < 12; n++) {
      const vocabulary = vocabularies[n % 3] as (typeof vocabularies)[0];
      await storeBatch({ db, model, vocabulary }, imageIds);
    }
    const deletions = [
      ...vocabularies.map(({ id }) => deleteVocabulary(db, id)),
      ...imageIds.map((id) => deleteImage(db, id)),
    ];
    expect(new Set(await Promise.all(deletions))).toEqual(new Set([true]));
    expect(await db.prisma.predictionBatch.count()).toBe(0);
    expect(await db.prisma.prediction.count()).toBe(0);
  });
});
