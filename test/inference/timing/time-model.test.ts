import type { EncodeLayout } from "../../../src/inference/stages/encode-layout";
import type { EncodeModel } from "../../../src/inference/stages/encode-model";
import type { EngineLanes } from "../../../src/inference/stages/engine-lanes";
import type { ScoreModel } from "../../../src/inference/stages/score-model";
import { timeModel } from "../../../src/inference/timing/time-model";
import type { Stage } from "../../../src/model/description";

const port = (name: string, shape: number[]) => ({ name, inFile: name, shape });
const stage: Stage = {
  file: "stage.onnx",
  takes: [port("image", [3, 1, 1])],
  gives: [port("regions", [1, 1])],
  bound: "compute",
  precision: "float32",
};
const onCpu = (lanes: number, threads: number): EncodeLayout => ({
  lanes,
  threads,
  precision: "float32",
  memoryThreads: null,
});

/** Measures a model whose encode lanes answer at once, or fail; gives the layout chosen, and the lanes that batches ran on. */
async function timed(layouts: readonly EncodeLayout[], failing: (lane: number) => boolean) {
  const ran: number[] = [];
  const laneAt = (lane: number) => ({
    call: async (task: string) => {
      if (task !== "encode") return null;
      if (failing(lane)) throw new Error(`no memory on lane ${lane}`);
      ran.push(lane);
      return [true];
    },
  });
  const all = Array.from({ length: 8 }, (_, lane) => laneAt(lane));
  const lanes = {
    encode: { at: (lane: number) => all[lane], all: () => all },
    score: { call: async () => new Float32Array(1) },
  } as unknown as EngineLanes;
  const encode = {
    ...{ key: "m", provider: "cpu", gpus: [0], maxBatch: 1 },
    ...{ picture: { height: 1, width: 1 }, stages: { float32: [stage] } },
  } as unknown as EncodeModel;
  const score = { rows: 1, regionSize: 1, labels: { size: 1 } } as unknown as ScoreModel;
  const { layout } = await timeModel({ lanes, encode, score, layouts, maxScoreBatch: 1 });
  return { layout, ran };
}

describe("the measuring of a model", () => {
  it("goes on with other layouts where the one that is preferred does not run", async () => {
    const layouts = [onCpu(2, 1), onCpu(1, 2)];
    expect((await timed(layouts, (lane) => lane > 0)).layout).toEqual(onCpu(1, 2));
    await expect(timed(layouts, () => true)).rejects.toThrow("no memory on lane 0");
  });

  it("has the first lane open the model before the others, which find its copy of the weights", async () => {
    const { ran } = await timed([onCpu(4, 1)], () => false);
    expect(ran.slice(0, 5)).toEqual([0, 0, 1, 2, 3]);
  });
});
