import { sparseLabels } from "../../../../src/evaluation/scores/labels";
import { planEvaluation } from "../../../../src/evaluation/scores/plan";
import { protocols } from "../../../../src/evaluation/scores/protocols";
import { createReducer } from "../../../../src/services/evaluations/reports/reducer";
import { makeShard } from "../../../../src/services/evaluations/shards/shard";
import { shardToBytes } from "../../../../src/services/evaluations/shards/shard-bytes";
import { writeShardFile } from "../../../../src/services/evaluations/shards/shard-files";
import { directoryPerTest } from "../../../helpers/files/directory-per-test";

const FOR_HOURS = 10_000_000;

describe("the making of figures", () => {
  const directory = directoryPerTest();

  async function measuredRun() {
    const plan = planEvaluation({ ...protocols.custom, kept: "all-scores" }, [true, false], { ks: [1] });
    const labels = sparseLabels(Int8Array.of(1, -1, -1, 1), 2);
    const shard = makeShard(plan, Float32Array.of(0.9, 0.1, 0.2, 0.8), labels);
    return {
      directory: directory(),
      hashes: [await writeShardFile(directory(), "part", shardToBytes(shard))],
      plan,
    };
  }

  it("is ended where it is when nobody wants them any more, and does not keep others waiting", async () => {
    const reducer = createReducer();
    const run = await measuredRun();
    const unwanted = new AbortController();
    const long = reducer.run("report", { run, resamples: FOR_HOURS }, unwanted.signal);
    const next = reducer.run("report", { run, resamples: 0 });
    setTimeout(() => unwanted.abort(new Error("cancelled")), 300);
    await expect(long).rejects.toThrow("cancelled");
    expect(JSON.parse(((await next) as { json: string }).json)).toMatchObject({ images: 2 });
  });

  it("is not waited for behind others by who wants them no more", async () => {
    const reducer = createReducer();
    const run = await measuredRun();
    const [long, waiting] = [new AbortController(), new AbortController()];
    const first = reducer.run("report", { run, resamples: FOR_HOURS }, long.signal);
    const second = reducer.run("report", { run, resamples: 0 }, waiting.signal);
    waiting.abort(new Error("cancelled"));
    await expect(second).rejects.toThrow("cancelled");
    long.abort(new Error("cancelled, too"));
    await expect(first).rejects.toThrow("cancelled, too");
  });

  it("ends when the service stops: that under way, that which waits, and all later", async () => {
    const reducer = createReducer();
    const run = await measuredRun();
    const making = Array.from({ length: 3 }, () => reducer.run("report", { run, resamples: FOR_HOURS }));
    const ends = Promise.allSettled(making);
    reducer.close();
    const stopped = { status: "rejected", reason: { code: "CANCELLED" } };
    expect(await ends).toMatchObject([stopped, stopped, stopped]);
    await expect(reducer.run("report", { run, resamples: 0 })).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("says which files are missing, by their places", async () => {
    const run = await measuredRun();
    const hashes = ["0".repeat(64), ...run.hashes];
    expect(await createReducer().run("report", { run: { ...run, hashes }, resamples: 0 })).toEqual({
      lost: [0],
    });
  });
});
