import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describeBiam } from "../../src/model/families/biam/describe-biam";
import { FAMILIES } from "../../src/model/families/families";
import { writeModel } from "../../src/model/families/write-model";
import { checkpointPieces, readCheckpointFile } from "../../src/training/checkpoint-file";
import { exportHead } from "../../src/training/export-head";
import { firstCheckpoint } from "../../src/training/first-checkpoint";
import { type StepReport, type TrainingTask, train } from "../../src/training/train";
import { directoryPerTest } from "../helpers/files/directory-per-test";
import { readCheckpoint } from "../helpers/models/read-checkpoint";
import { tinySizes } from "../helpers/models/tiny-model";
import { openRunner, tinyTask } from "../helpers/trainings/tiny-training";

const directory = directoryPerTest();
const perSearch = 6 * 4;
const all = perSearch + 2 * 5;

/** Trains to the end from what `directory` keeps, or until `stopAfter` steps of this start. */
async function trainIn(folder: string, task: TrainingTask, stopAfter = Number.POSITIVE_INFINITY) {
  const { graphs } = task;
  const kept = path.join(folder, "checkpoint");
  const runner = await openRunner(graphs, path.join(folder, "graphs"));
  const from = existsSync(kept) ? await readCheckpointFile(kept, graphs.state) : firstCheckpoint(graphs, 5);
  const reports: StepReport[] = [];
  try {
    const result = await train(task, from, runner, {
      onStep(report) {
        reports.push(report);
        if (reports.length > stopAfter) throw new Error("killed");
      },
      onCheckpoint: (checkpoint) => writeFile(kept, checkpointPieces("a training", graphs.state, checkpoint)),
    });
    return { ...result, reports };
  } finally {
    await runner.close();
  }
}

describe("a training", () => {
  let whole: Awaited<ReturnType<typeof trainIn>>;
  const wholeDirectory = mkdtempSync(path.join(tmpdir(), "regionary-test-"));
  beforeAll(async () => {
    whole = await trainIn(wholeDirectory, tinyTask());
  });
  afterAll(() => rmSync(wholeDirectory, { recursive: true }));

  it("takes every step of both phases, learns, and validates after even epochs from the fourth and the last", () => {
    const { reports, validations, weights } = whole;
    expect(reports).toHaveLength(all);
    expect(reports.map(({ position: { phase, step } }) => `${phase} ${step}`)).toEqual([
      ...Array.from({ length: perSearch }, (_, i) => `search ${i + 1}`),
      ...Array.from({ length: 10 }, (_, i) => `fine-tuning ${i + 1}`),
    ]);
    expect(validations.map(({ epoch }) => epoch)).toEqual([4, 6]);
    expect(reports.at(-1)!.loss).toBeLessThan(reports[0]!.loss);
    expect(Object.keys(weights)).toContain("conv_3X3.bn.running_var");
    expect(Object.keys(weights)).not.toContain("sum/W.weight");
  });

  // Step 1 lies in the search before any checkpoint, 16 at a validated epoch's end, 24 at the end of the
  // search, 27 in the fine-tuning.
  it.each([1, 16, 24, 27])(
    "ends with the same weights, bit for bit, if it is killed after step %i and resumed",
    async (step) => {
      await expect(trainIn(directory(), tinyTask(), step)).rejects.toThrow("killed");
      const resumed = await trainIn(directory(), tinyTask());
      expect(resumed.validations).toEqual(whole.validations);
      expect(resumed.weights).toEqual(whole.weights);
    },
  );

  it("ends with other weights for another seed", async () => {
    const task = tinyTask();
    const ends = await Promise.all(
      [1, 2].map(async (seed) => {
        const runner = await openRunner(task.graphs, path.join(directory(), String(seed)));
        const listener = { onStep: () => {}, onCheckpoint: async () => {} };
        const end = await train(task, firstCheckpoint(task.graphs, seed), runner, listener);
        await runner.close();
        return end.weights;
      }),
    );
    expect(ends[0]!["W.weight"]).not.toEqual(ends[1]!["W.weight"]);
  });

  it("leaves out images without a positive label, and refuses too few to fill a batch", async () => {
    const task = tinyTask();
    const labels = (image: number) => task.data.labels(image).map((label) => (image < 5 ? label : -1));
    const poor = { ...task, data: { ...task.data, labels } };
    const runner = await openRunner(task.graphs, path.join(directory(), "graphs"));
    const listener = { onStep: () => {}, onCheckpoint: async () => {} };
    await expect(train(poor, firstCheckpoint(task.graphs, 1), runner, listener)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: "A batch has 8 images, but only 4 images with a positive label are left to train on.",
    });
    await runner.close();
  });
});

describe("checkpoints", () => {
  const file = () => path.join(directory(), "checkpoint");

  it("read back as they were, with and without the best weights so far", async () => {
    const { graphs } = tinyTask();
    const first = firstCheckpoint(graphs, 1);
    const validations = [{ epoch: 4, f1At5: 0.25 }];
    const later = {
      position: { ...first.position, step: 9, validations },
      state: first.state,
      best: first.state,
    };
    for (const checkpoint of [first, later]) {
      await writeFile(file(), checkpointPieces("a training", graphs.state, checkpoint));
      expect(await readCheckpointFile(file(), graphs.state)).toEqual(checkpoint);
    }
  });

  it("of two trainings never have the same bytes", () => {
    const { graphs } = tinyTask();
    const bytes = (training: string) =>
      Buffer.concat([...checkpointPieces(training, graphs.state, firstCheckpoint(graphs, 1))]);
    expect(bytes("one").equals(bytes("one"))).toBe(true);
    expect(bytes("one").equals(bytes("two"))).toBe(false);
  });

  it("are refused if they do not say where they were reached", async () => {
    const { graphs } = tinyTask();
    await exportHead(file(), graphs.parameters, firstCheckpoint(graphs, 1).state);
    const reading = readCheckpointFile(file(), graphs.state);
    await expect(reading).rejects.toMatchObject({ code: "INVALID_CHECKPOINT" });
  });

  it("are refused if they are of a training with other sizes", async () => {
    const { graphs } = tinyTask();
    await writeFile(file(), checkpointPieces("a training", graphs.state, firstCheckpoint(graphs, 1)));
    const other = graphs.state.map(({ name, shape }) => ({ name, shape: [...shape, 2] }));
    await expect(readCheckpointFile(file(), other)).rejects.toMatchObject({ code: "CHECKPOINT_MISMATCH" });
  });
});

describe("an exported head", () => {
  it("has the authors' names, reads back bit for bit, and can be imported", async () => {
    const { graphs } = tinyTask();
    const weights = firstCheckpoint(graphs, 3).state;
    const file = path.join(directory(), "head.safetensors");
    await exportHead(file, graphs.parameters, weights);
    const { format, tensors } = await readCheckpoint(file);
    expect(format).toBe("safetensors");
    expect([...tensors.keys()].sort()).toEqual(graphs.parameters.map(({ name }) => name).sort());
    for (const [name, { values }] of tensors) expect(Float32Array.from(values)).toEqual(weights[name]);
    const { featureChannels: channels, gridHeight: height, gridWidth: width, globalSize } = tinySizes;
    const given = [
      { name: "features", shape: [channels, height, width] },
      { name: "global", shape: [globalSize] },
    ];
    const source = { checkpointPath: file, heads: tinySizes.heads, given };
    const { part } = await writeModel(source, FAMILIES, path.join(directory(), "head"));
    expect(part).toEqual(describeBiam(tinySizes));
  });
});
