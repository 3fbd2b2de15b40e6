import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeSafetensors } from "../../../src/model/checkpoints/write-safetensors";
import { toGlobalId } from "../../../src/services/global-id";
import { openCheckpointStore, removeCheckpoint } from "../../../src/services/trainings/checkpoint-store";
import { takeUpFiles } from "../../../src/services/work/files/take-up-files";
import { forgetCompletedCheckpoints } from "../../../src/storage/trainings/training-checkpoints";
import { completeWork, deleteWork, endWork } from "../../../src/storage/work/change-work";
import type { TrainingCheckpoint } from "../../../src/training/training-checkpoint";
import { storeFeatureSet } from "../../helpers/evaluations/stored-evaluations";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { storedModel } from "../../helpers/models/stored-model";
import { storeTraining } from "../../helpers/trainings/stored-training";

const STATE = [{ name: "weights", shape: [3] }];

function at(step: number): TrainingCheckpoint {
  const position = { seed: 1, phase: "search", step, validations: [] } as const;
  return { position, state: { weights: Float32Array.of(step, 2, 3) }, best: null };
}

describe("the checkpoints of a training", () => {
  const stored = storedModel(0);
  const directory = directoryPerTest();
  let setId: string;
  beforeAll(async () => {
    setId = (await storeFeatureSet(stored(), { name: "features", count: 5 })).id;
  });
  const newTraining = async () => (await storeTraining(stored(), setId)).id;
  const open = (id: string) => openCheckpointStore(stored().db, id, directory());
  const blobs = () => stored().db.prisma.blob.count();

  it("can be found by any host, replace each other, and are removed when the training ends", async () => {
    const before = await blobs();
    const id = await newTraining();
    const first = open(id);
    expect(await first.load(STATE)).toBeNull();
    for (const step of [1, 2]) await first.save(STATE, at(step));
    expect(await blobs()).toBe(before + 1);
    const second = open(id);
    expect(await second.load(STATE)).toEqual(at(2));
    await second.save(STATE, at(3));
    expect(await open(id).load(STATE)).toEqual(at(3));
    expect(await blobs()).toBe(before + 1);
    expect(await readdir(directory())).toEqual([]);
    await removeCheckpoint(stored().db, id);
    expect(await blobs()).toBe(before);
  });

  it("are not replaced by those of a process that was taken for dead and is behind", async () => {
    const id = await newTraining();
    const before = await blobs();
    const [dead, successor] = [open(id), open(id)];
    await successor.save(STATE, at(1));
    await successor.save(STATE, at(2));
    await dead.save(STATE, at(1));
    expect(await open(id).load(STATE)).toEqual(at(2));
    expect(await blobs()).toBe(before + 1);
    await dead.save(STATE, at(2)); // the same
    expect(await open(id).load(STATE)).toEqual(at(2));
  });

  it("are not kept for a training that was deleted meanwhile", async () => {
    const id = await newTraining();
    const store = open(id);
    await deleteWork(stored().db, "TRAINING", id);
    const before = await blobs();
    await store.save(STATE, at(1));
    expect(await blobs()).toBe(before);
  });

  it("are forgotten for trainings that are complete, and for none that can go on", async () => {
    const [complete, canceled, waiting] = [await newTraining(), await newTraining(), await newTraining()];
    for (const id of [complete, canceled, waiting]) await open(id).save(STATE, at(1));
    await completeWork(stored().db, complete);
    await endWork(stored().db, canceled, "CANCELLED", null);
    await forgetCompletedCheckpoints(stored().db);
    expect(await open(complete).load(STATE)).toBeNull();
    expect(await open(canceled).load(STATE)).toEqual(at(1));
    expect(await open(waiting).load(STATE)).toEqual(at(1));
  });

  describe("kept in files by an older version", () => {
    const trainings = (...names: string[]) => path.join(directory(), "trainings", ...names);
    const write = async (id: string, number: number, checkpoint: TrainingCheckpoint) => {
      const folder = trainings(id, "checkpoints", `checkpoint-0000000${number}`);
      await mkdir(folder, { recursive: true });
      const tensor = { name: "weights", shape: [3], data: checkpoint.state.weights! };
      await writeSafetensors(path.join(folder, "state.safetensors"), [tensor]);
      await writeFile(path.join(folder, "position.json"), JSON.stringify(checkpoint.position));
    };
    const takeUp = (lines: string[] = []) =>
      takeUpFiles(stored().db, { dataDirectory: directory(), log: (line) => lines.push(line) });

    it("are taken over, the last of each training, unless it has already gone on", async () => {
      const [here, elsewhere] = [await newTraining(), await newTraining()];
      const gone = "01931b6e-0000-7000-8000-000000000000";
      await open(elsewhere).save(STATE, at(1));
      const before = await blobs();
      for (const id of [here, elsewhere, gone])
        for (const number of [1, 2]) await write(id, number, at(10 * number));
      await takeUp();
      expect(await open(here).load(STATE)).toEqual(at(20));
      expect(await open(elsewhere).load(STATE)).toEqual(at(1));
      expect(await blobs()).toBe(before + 1);
      expect(await readdir(trainings(here))).toEqual([]);
    });

    it("are dropped if they are damaged", async () => {
      const id = await newTraining();
      await write(id, 1, at(1));
      await writeFile(trainings(id, "checkpoints", "checkpoint-00000001", "position.json"), "{");
      const lines: string[] = [];
      await takeUp(lines);
      expect(lines).toEqual([
        expect.stringContaining(`The training ${toGlobalId("Training", id)} starts over`),
      ]);
      expect(await open(id).load(STATE)).toBeNull();
      expect(await readdir(trainings(id))).toEqual([]);
    });
  });
});
