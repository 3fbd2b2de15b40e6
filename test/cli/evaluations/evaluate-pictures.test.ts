import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { createBenchmarkSet } from "../../../src/services/benchmarks/create-benchmark-set";
import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { writeTree } from "../../helpers/files/write-tree";
import { tinyWordVectors } from "../../helpers/models/tiny-model";
import { picture } from "../../helpers/pictures/pictures";
import { storeModelAndImages } from "../../helpers/services/stored-batches";
import { cliWorkplace } from "../workplace";

const ON_ITS_SIDE = 6; // EXIF: turn it by 90 degrees

describe("a picture that lies on its side according to EXIF", () => {
  const workplace = cliWorkplace();
  const files = () => path.join(workplace.directory, "files");
  beforeAll(async () => {
    await (await storeModelAndImages(workplace.url, 0)).db.close();
    const upright = sharp(await picture(1)).jpeg();
    await writeTree(files(), {
      "upright/a.jpg": await upright.toBuffer(),
      "turned/a.jpg": await upright.withMetadata({ orientation: ON_ITS_SIDE }).toBuffer(),
      "upright/labels.csv": "image,label\na.jpg,dog\na.jpg,cat\n",
      "turned/labels.csv": "image,label\na.jpg,dog\na.jpg,cat\n",
    });
    const words = await tinyWordVectors(files());
    expect((await workplace.run(["vectors", "import", words, "--name", "tiny"])).code).toBe(0);
    for (const name of ["upright", "turned"]) expect((await importFolder(name, name)).code).toBe(0);
  });

  const importFolder = (folder: string, name: string, ...options: string[]) => {
    const args = ["benchmarks", "import", "folder", path.join(files(), folder), "--name", name];
    return workplace.run([...args, "--vectors", "tiny", ...options]);
  };

  const withDatabase = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    const db = openDatabase(workplace.url);
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  };

  /** The hash of what a run measured: of scores and labels. */
  async function measured(set: string): Promise<string> {
    expect(
      (await workplace.run(["evaluate", set, "--model", "tiny", "--k", "1", "--resamples", "0"])).code,
    ).toBe(0);
    const { shards } = await withDatabase((db) =>
      db.prisma.evaluationRun.findFirstOrThrow({
        where: { benchmarkSet: { name: set } },
        include: { shards: true },
      }),
    );
    return shards.map(({ blobHash }) => blobHash).join();
  }

  /** A set of the same picture, made of the stored one. */
  async function setOfStored(name: string): Promise<string> {
    const bytes = await readFile(path.join(files(), name, "a.jpg"));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return withDatabase(async (db) => {
      const { id: imageId } = await db.prisma.image.findUniqueOrThrow({ where: { sha256 } });
      const { vocabularyId } = await db.prisma.benchmarkSet.findUniqueOrThrow({ where: { name } });
      const images = [{ imageId, present: ["dog", "cat"] }];
      const wanted = { name: `${name}, stored`, vocabularyId, unlisted: "ABSENT", images } as const;
      return (await createBenchmarkSet(db, wanted)).set.name;
    });
  }

  test("is evaluated as stored, without rotation, in an imported set, as the authors read theirs", async () => {
    expect(await measured("turned")).toBe(await measured("upright"));
  });

  test("is evaluated upright in a set of stored pictures, as people see it", async () => {
    const asStored = await measured(await setOfStored("turned"));
    expect(asStored).toMatch(/^[0-9a-f]{64}$/);
    expect(asStored).not.toBe(await measured("turned"));
  });

  test("is evaluated upright in a set imported with --photos, which is a different set from one without", async () => {
    expect((await importFolder("turned", "photos", "--photos")).code).toBe(0);
    expect(await measured("photos")).toBe(await measured(await setOfStored("turned")));
    expect((await importFolder("turned", "photos", "--photos")).out).toMatch(/^Already stored: photos/);
    expect(await importFolder("turned", "photos")).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is a benchmark set named "photos"'),
    });
  });
});
