import path from "node:path";
import { createBenchmarkSet } from "../../../src/services/benchmarks/create-benchmark-set";
import { addImage } from "../../../src/services/images/add-image";
import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
import { openDatabase } from "../../../src/storage/database/open-database";
import { writeTinyModelFiles } from "../../helpers/models/tiny-model";
import { picture } from "../../helpers/pictures/pictures";
import { referencePath } from "../../helpers/region-text/reference";
import { describeWithShared } from "../../helpers/shared";
import { cliWorkplace } from "../workplace";

const LABELS = ["red", "round", "tall"];

describeWithShared("reference/region-text")("regionary models tune", () => {
  const workplace = cliWorkplace();
  beforeAll(async () => {
    const db = openDatabase(workplace.url);
    try {
      const labels = LABELS.map((label) => ({ label }));
      const { vocabulary } = await createVocabulary(db, { name: "words", labels });
      const images = await Promise.all(
        [1, 2, 3, 4, 5, 6].map(async (seed) => {
          const { image } = await addImage(db, { bytes: await picture(seed), addedByPerson: true });
          return { imageId: image.id, present: [LABELS[seed % 3]!] };
        }),
      );
      const set = { name: "noise", vocabularyId: vocabulary.id, unlisted: "ABSENT", images } as const;
      await createBenchmarkSet(db, set);
    } finally {
      await db.close();
    }
  });

  test("prints the mAP of each share, stores the best, and warns of a small set", async () => {
    const from = path.join(referencePath, "tips");
    const imported = await workplace.run(["models", "import", "--name", "tips", "--from", from]);
    expect(imported.out.split("\n")[1]).toBe(
      "The whole picture has a share of 0.5 in its scores, untuned: bin/regionary models tune tips --set SET",
    );
    const { code, out, err } = await workplace.run([
      "models",
      "tune",
      "tips",
      "--set",
      "noise",
      "--activate",
    ]);
    expect({ code }).toEqual({ code: 0 });
    const lines = out.split("\n");
    expect(lines[0]).toBe("SHARE  mAP     6 images, 3 labels");
    const table = lines.slice(1, 12).map((line) => line.split(/\s{2,}/));
    expect(table.map(([share]) => share)).toEqual([
      "0.0",
      "0.1",
      "0.2",
      "0.3",
      "0.4",
      "0.5",
      "0.6",
      "0.7",
      "0.8",
      "0.9",
      "1.0",
    ]);
    expect(table[5]![2]).toContain("present");
    const best = table.filter(([, , mark]) => mark?.includes("best"));
    expect(best).toHaveLength(1);
    expect(Number(best[0]![1])).toBe(Math.max(...table.map(([, macro]) => Number(macro))));
    expect(lines.slice(12)).toEqual([
      `Tuned: tips, version 2, with a share of ${Number(best[0]![0])}`,
      "It is the active model.",
      "Measure it on another set, which also gives its probabilities: bin/regionary evaluate SET --model tips@2",
    ]);
    expect(err).toContain("The set has only 6 images: on fewer than 200 the best share is largely chance.");
  });

  test("refuses a model that scores regions alone, and names that are not stored", async () => {
    const files = await writeTinyModelFiles(path.join(workplace.directory, "files"));
    const backbone = ["--backbone", files.onnxPath, "--manifest", files.manifestPath];
    const head = ["--head", files.checkpointPath, "--heads", `${files.heads}`];
    await workplace.run(["models", "import", "--name", "tiny", ...head, ...backbone]);
    const tune = (...args: string[]) => workplace.run(["models", "tune", ...args]);
    expect(await tune("tiny", "--set", "noise")).toMatchObject({
      code: 1,
      err: expect.stringContaining('The model "tiny" scores regions alone'),
    });
    expect(await tune("tips", "--set", "other")).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no benchmark set "other"'),
    });
    expect(await tune("tips")).toMatchObject({ code: 2, err: expect.stringContaining("--set") });
  });
});
