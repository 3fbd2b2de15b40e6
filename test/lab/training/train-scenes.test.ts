import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { openSceneTrainer, type SceneTrainer } from "../../../lab/training/open-scene-trainer";
import type { SceneRecipe } from "../../../lab/training/scenes-recipe";
import { trainScenes } from "../../../lab/training/train-scenes";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { tinyRecipe } from "../tiny-recipe";

const directory = directoryPerTest();
const stopped = AbortSignal.abort(new Error("stopped"));

let graphs: string;
let trainer: SceneTrainer;
let initial: Awaited<ReturnType<SceneTrainer["read"]>>;
beforeAll(async () => {
  graphs = await mkdtemp(path.join(os.tmpdir(), "regionary-test-"));
  trainer = await openSceneTrainer(tinyRecipe, { directory: graphs, threads: 1 });
  initial = await trainer.read();
});
afterAll(async () => {
  await trainer.close();
  await rm(graphs, { recursive: true });
});

/** Trains in the directory of the test, as a new process would; gives the weights, statistics and moments. */
async function train(recipe: SceneRecipe, place = directory(), signal = new AbortController().signal) {
  await trainer.write(initial);
  await trainScenes(trainer, recipe, { directory: place, signal }, () => undefined);
  return trainer.read();
}

describe("a training of the scenes' model", () => {
  it("goes on from its checkpoint after a stop to the same weights, bit for bit", async () => {
    const whole = await train(tinyRecipe, graphs);
    await expect(train(tinyRecipe, directory(), stopped)).rejects.toThrow("stopped"); // after one step
    await expect(train(tinyRecipe, directory(), stopped)).rejects.toThrow("stopped");
    expect(await train(tinyRecipe)).toEqual(whole);
    expect(whole).not.toEqual(initial);
  });

  it("may change its length while its learning rate is held, but not once that has begun to fall", async () => {
    const longer = { ...tinyRecipe, steps: 5 };
    await expect(train(longer, directory(), stopped)).rejects.toThrow("stopped");
    await train(tinyRecipe);
    await expect(train(longer)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is not continued with another recipe", async () => {
    await expect(train(tinyRecipe, directory(), stopped)).rejects.toThrow("stopped");
    await expect(train({ ...tinyRecipe, seed: 4 })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
