import { importWordVectors } from "../../../src/services/vocabularies/import-word-vectors";
import { removeUnusedPackages } from "../../../src/storage/models/packages";
import { addTextSpace, isTextSpace } from "../../../src/storage/vocabularies/text-spaces";
import {
  findVectorSpaceByName,
  findVectorSpaces,
  listVectorSpaces,
} from "../../../src/storage/vocabularies/vector-spaces";
import { importWordVectors as storeWordVectors } from "../../../src/storage/vocabularies/word-vectors";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { storedModel } from "../../helpers/models/stored-model";
import { storeTinyTextTower } from "../../helpers/models/text-model";
import { tinyWords, tinyWordVectors } from "../../helpers/models/tiny-model";
import { tinyTextEncoder } from "../../helpers/models/tiny-text-tower";

describe("the space of a text encoder", () => {
  const stored = storedModel(0);
  const directory = directoryPerTest();
  const templates = ["a {}", "{}s"];
  const encoder = tinyTextEncoder;

  it("is one for the same package and templates, whatever it is called, even if many store it at once", async () => {
    const { db } = stored();
    const packageHash = await storeTinyTextTower(db, directory());
    const made = await Promise.all(
      ["a", "b", "a", "c"].map((name) => addTextSpace(db, { name, packageHash, encoder, templates })),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made[0]).toMatchObject({
      kind: "TEXT",
      dimensions: 8,
      packageHash,
      encoder: { ...encoder, templates },
    });
    const other = await addTextSpace(db, { name: "a", packageHash, encoder, templates: ["{}s", "a {}"] });
    expect(other.id).not.toBe(made[0]!.id);
    const byId = await findVectorSpaces(db, [other.id]);
    const listed = (await listVectorSpaces(db, { first: 100 })).rows.filter(isTextSpace);
    expect([byId[0], await findVectorSpaceByName(db, other.name)]).toEqual([other, other]);
    expect(listed.map(({ id }) => id).sort()).toEqual([made[0]!.id, other.id].sort());
  });

  it("gets a name that no other space and no word-vector set has, nor does a set get its name", async () => {
    const { db } = stored();
    const packageHash = await storeTinyTextTower(db, directory(), 2);
    async function* words() {
      yield* tinyWords();
    }
    await storeWordVectors(db, "words", words());
    await storeWordVectors(db, "words (2)", words()); // of the same content, so in the space "words"
    const space = await addTextSpace(db, { name: "words", packageHash, encoder, templates });
    expect(space.name).toBe("words (3)");
    await addTextSpace(db, { name: "towers", packageHash, encoder, templates: ["{}"] });
    const path = await tinyWordVectors(directory());
    await expect(importWordVectors(db, { name: "towers", path })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("a text encoder makes"),
    });
  });

  it("keeps its package from being removed, and needs a stored one", async () => {
    const { db } = stored();
    const packageHash = await storeTinyTextTower(db, directory(), 3);
    await addTextSpace(db, { name: "kept", packageHash, encoder, templates });
    await removeUnusedPackages(db, [packageHash]);
    expect(await db.prisma.package.count({ where: { hash: packageHash } })).toBe(1);
    const absent = addTextSpace(db, { name: "none", packageHash: "0".repeat(64), encoder, templates });
    await expect(absent).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
