import { listBenchmarkItems } from "../../../src/storage/benchmarks/benchmark-items";
import { findBenchmarkSetByName } from "../../../src/storage/benchmarks/benchmark-sets";
import { parseEvaluationReport } from "../../../src/storage/evaluations/evaluation-reports";
import { findBackboneById, findModelVersions } from "../../../src/storage/models/model-versions";
import type { TrainingProgress } from "../../../src/storage/trainings/stored-training";
import { trainingEventOf, trainings } from "../../../src/storage/trainings/trainings";
import { listLabelVectors } from "../../../src/storage/vocabularies/label-vectors";
import { recordProgress } from "../../../src/storage/work/change-work";
import { readWorkEvents } from "../../../src/storage/work/work-events";
import { chooseRecipe } from "../../../src/training/recipe-options";
import { storeFeatureSet } from "../../helpers/evaluations/stored-evaluations";
import { storedModel } from "../../helpers/models/stored-model";

const PROGRESS: TrainingProgress = {
  phase: "SEARCHING",
  ...{ epoch: 1, epochs: 4, step: 3, steps: 8, loss: 0.5, imagesPerSecond: null, secondsLeft: null },
  validations: [{ epoch: 1, f1At5: 0.25 }],
};

describe("a row whose JSON column has another form", () => {
  const stored = storedModel(0);
  let setId: string;
  let trainingId: string;
  beforeAll(async () => {
    const { db, model, vocabulary } = stored();
    const [vectors] = await listLabelVectors(db, [vocabulary.id]);
    const set = await storeFeatureSet(stored(), { name: "features", count: 1 });
    const asked = {
      ...{
        setId: set.id,
        backboneId: model.backboneId!,
        spaceId: vectors!.spaceId,
        name: "trained",
        seed: 1,
      },
      ...{ recipe: chooseRecipe("general", {}), dataHash: "" },
      settings: { head: "biam", heads: 2, channelDim: 4, threads: 1, activate: false },
    };
    const { id } = await trainings.create(db, asked, { total: 0, idempotencyKey: null, requestHash: "" });
    const fixed = { provider: "cpu", precision: "float32", threads: 1 } as const;
    await trainings.begin(db, id, { host: "here", fixed });
    await recordProgress(db, id, { detail: PROGRESS });
    [setId, trainingId] = [set.id, id];
  });

  /** What a read says while a column of a table's only row, or of the latest event, holds something else. */
  async function refusal(table: string, column: string, change: string, read: () => Promise<unknown>) {
    const { pool } = stored().db;
    const only = table === "WorkEvent" ? '"sequence" = 3' : "true";
    const { rows } = await pool.query(`SELECT "${column}" AS before FROM "${table}" WHERE ${only}`);
    expect(rows).toHaveLength(1);
    await pool.query(`UPDATE "${table}" SET "${column}" = ${change} WHERE ${only}`);
    try {
      return await read().then(
        () => "nothing",
        (error: Error) => error.message,
      );
    } finally {
      await pool.query(`UPDATE "${table}" SET "${column}" = $1 WHERE ${only}`, [rows[0].before]);
    }
  }

  const readEvents = async () => (await readWorkEvents(stored().db, trainingId, 0, 9)).map(trainingEventOf);

  it("is read as it was written if nothing is broken", async () => {
    const { db, model } = stored();
    expect(await findModelVersions(db, [model.id])).toEqual([model]);
    expect(await trainings.find(db, [trainingId])).toMatchObject([{ progress: PROGRESS, report: null }]);
    expect((await readEvents()).map(({ progress }) => progress)).toEqual([null, null, PROGRESS]);
  });

  it("is refused: a backbone without its picture", async () => {
    const { db, model } = stored();
    const read = () => findBackboneById(db, model.backboneId!);
    expect(await refusal("Backbone", "description", `"description" - 'picture'`, read)).toBe(
      `The row ${model.backboneId} of Backbone cannot be read: description.picture: Invalid input: expected object, received undefined. It was written by another version of Regionary or by hand: go back to that version, or repair the row.`,
    );
  });

  it("is refused: a model version, naming what is unknown or not allowed", async () => {
    const { db, model } = stored();
    const read = () => findModelVersions(db, [model.id]);
    expect(await refusal("ModelVersion", "description", `"description" || '{"color": 1}'`, read)).toMatch(
      `The row ${model.id} of ModelVersion cannot be read: description: Unrecognized key: "color".`,
    );
    const fit = `jsonb_set("description", '{picture,fit}', '"letterbox"')`;
    expect(await refusal("ModelVersion", "description", fit, read)).toMatch(
      'description.picture.fit: Invalid option: expected one of "stretch"|"crop".',
    );
    expect(await refusal("ModelVersion", "quantization", "'{}'", read)).toMatch(
      /quantization\.source: .+; quantization\.rangeImages: .+; and 4 more\./,
    );
    expect(await refusal("ModelVersion", "training", "'[]'", read)).toMatch(
      "training: Invalid input: expected object, received array.",
    );
  });

  it("is refused: a training and its events", async () => {
    const { db } = stored();
    const read = () => trainings.find(db, [trainingId]);
    const recipe = `jsonb_set("recipe", '{name}', '"secret"')`;
    expect(await refusal("Training", "recipe", recipe, read)).toMatch(
      `The row ${trainingId} of Training cannot be read: recipe.name: Invalid option: expected one of "official"|"general".`,
    );
    const threads = `"settings" - 'threads'`;
    expect(await refusal("Training", "settings", threads, read)).toMatch("settings.threads: ");
    expect(await refusal("Training", "report", "'3'", read)).toMatch("report: ");
    expect(await refusal("WorkEvent", "detail", `"detail" - 'steps'`, readEvents)).toMatch(
      `The row ${trainingId}/3 of WorkEvent cannot be read: detail.steps: `,
    );
    expect(await refusal("Work", "fixed", `"fixed" - 'threads'`, read)).toMatch(
      `The row ${trainingId} of Work cannot be read: fixed.threads: `,
    );
  });

  it("is refused: a benchmark set and its items", async () => {
    const { db } = stored();
    const readSet = () => findBenchmarkSetByName(db, "features");
    expect(await refusal("BenchmarkSet", "featureShape", `'{"channels": 0}'`, readSet)).toMatch(
      `The row ${setId} of BenchmarkSet cannot be read: featureShape.channels: Too small`,
    );
    const readItems = () => listBenchmarkItems(db, setId, { first: 9 });
    expect(await refusal("BenchmarkItem", "boxes", `'[{"label": -1}]'`, readItems)).toMatch(
      `The row ${setId}/0 of BenchmarkItem cannot be read: boxes.0.label: Too small`,
    );
  });

  it("is refused: a report", () => {
    expect(() => parseEvaluationReport('{"protocol": "custom"}', "r")).toThrow(
      /^The row r of EvaluationReport cannot be read: json\.images: .+ and 4 more\./,
    );
  });
});
