import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { addImage } from "../../../src/services/images/add-image";
import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
import { importWordVectors } from "../../../src/services/vocabularies/import-word-vectors";
import { openDatabase } from "../../../src/storage/database/open-database";
import { otherWordVectors, tinyWordVectors, writeTinyModelFiles } from "../../helpers/models/tiny-model";
import { picture } from "../../helpers/pictures/pictures";
import { cliWorkplace } from "../workplace";

describe("regionary models quantize", () => {
  const workplace = cliWorkplace();
  let photos = "";
  beforeAll(async () => {
    const files = await writeTinyModelFiles(path.join(workplace.directory, "files"));
    const backbone = ["--backbone", files.onnxPath, "--manifest", files.manifestPath];
    const head = ["--head", files.checkpointPath, "--heads", `${files.heads}`];
    await workplace.run(["models", "import", "--name", "tiny", ...head, ...backbone]);
    photos = path.join(workplace.directory, "photos");
    await mkdir(photos);
    for (let seed = 1; seed <= 6; seed++) {
      await writeFile(path.join(photos, `${seed}.png`), await picture(seed, { width: 9, height: 9 }));
    }
  });
  const command = (...options: string[]) => [
    ...["models", "quantize", "tiny", "--images", photos, ...options],
  ];
  const quantize = (...options: string[]) => workplace.run(command(...options));

  test("makes an inactive version named after the model, and prints how far it is from the model", async () => {
    const { code, out, err } = await quantize("--range-images", "4");
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      "Quantized: tiny-int8, version 1",
      "Ranges from 4 pictures, measured on 2 others",
      expect.stringMatching(
        /^Cosine of features with float32: median (0\.99\d\d|1\.0000), lowest (0\.99\d\d|1\.0000)$/,
      ),
      expect.stringMatching(/^Cosine of regions with float32: median \d\.\d{4}, lowest \d\.\d{4}$/),
      expect.stringMatching(/^Backbone body: .* times float32's .* threads\)$/),
      "Within the threshold (features' median 0.998 and lowest 0.99, regions' lowest 0.99)",
      "On a CPU like this one it makes the predictions of tiny@1 (REGIONARY_INT8=off keeps float32)",
    ]);
    expect(err.split("\n")).toEqual(["finding ranges", "measuring", "storing"]);
    expect(await readdir(path.join(workplace.directory, "data", "tmp"))).toEqual([]);
    const db = openDatabase(workplace.url);
    expect(await db.prisma.image.count()).toBe(0);
    await db.close();
  });

  test("gives the same files, stored already, for the same pictures", async () => {
    const db = openDatabase(workplace.url);
    const add = async (seed: number, addedByPerson: boolean) => {
      const bytes = await readFile(path.join(photos, `${seed}.png`));
      return (await addImage(db, { bytes, addedByPerson })).image.id;
    };
    try {
      await add(1, false); // as by the same command before it was stopped
      let added: Promise<string> | undefined;
      const { out } = await workplace.run(command("--range-images", "4"), () => {
        added ??= add(2, true);
      });
      expect(out).toContain("Already stored: tiny-int8, version 1");
      const left = await db.prisma.image.findMany();
      expect(left.map(({ id }) => id)).toEqual([await added]); // what a person added meanwhile stays
      await db.prisma.image.deleteMany();
    } finally {
      await db.close();
    }
  });

  test("compares the labels of a vocabulary in the model's own space, and of no other", async () => {
    const others = await otherWordVectors(workplace.directory);
    const tiny = await tinyWordVectors(workplace.directory);
    const db = openDatabase(workplace.url);
    try {
      for (const [name, file] of [
        ["tiny", tiny],
        ["other", others],
      ] as const)
        await importWordVectors(db, { name, path: file });
      const vector = [1, 0, 0, 0, 0, 0, 0, 0];
      await createVocabulary(db, { name: "given", labels: [{ label: "thing", vector }], space: "other" });
      await createVocabulary(db, { name: "animals", labels: ["dog", "cat"].map((label) => ({ label })) });
    } finally {
      await db.close();
    }
    await workplace.run(["models", "bind", "tiny", "--space", "tiny"]);
    const compared = await quantize("--range-images", "4", "--vocabulary", "animals");
    expect(compared.out).toMatch(/ of the top 5 labels kept, .* \(animals@1\)$/m);
    const refused = await quantize("--range-images", "4", "--vocabulary", "given");
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toMatch(/^The model "tiny" takes .* "tiny" .* has those of "other" /m);
    // Without a name it is the newest with vectors in the model's space.
    expect((await quantize("--range-images", "4")).out).toContain("(animals@1)");
  });

  test("makes a model that loads and can be activated", async () => {
    expect((await workplace.run(["models", "activate", "tiny-int8"])).out).toBe(
      "tiny-int8, version 1, is the active model.",
    );
  });

  test("refuses a model that is already in 8 bits, and says from which to make another", async () => {
    const { code, err } = await workplace.run([
      ...["models", "quantize", "tiny-int8", "--images", photos, "--range-images", "4"],
    ]);
    expect(code).toBe(1);
    expect(err).toContain("computes in 8 bits already. Name the float32 model that it was made from.");
  });

  test("refuses to take all pictures for the ranges, and a directory without pictures", async () => {
    expect((await quantize("--range-images", "6")).err).toContain(
      "from 1 to 5, so that at least one of the 6 images is left to measure on; got 6.",
    );
    const none = path.join(workplace.directory, "none");
    await mkdir(none);
    expect((await workplace.run(["models", "quantize", "tiny", "--images", none])).err).toBe(
      `There are no pictures in ${none}.`,
    );
    const gone = `${none}-gone`;
    expect((await workplace.run(["models", "quantize", "tiny", "--images", gone])).err).toBe(
      `There is no directory ${gone} (--images).`,
    );
  });

  test("names a file that is not a picture, and stores nothing", async () => {
    const bad = path.join(photos, "bad.png");
    await writeFile(bad, "words");
    const { code, err } = await quantize("--range-images", "4", "--name", "other");
    expect(code).toBe(1);
    expect(err).toContain(`${bad}: `);
    expect((await workplace.run(["models", "list"])).out).not.toContain("other");
  });
});
