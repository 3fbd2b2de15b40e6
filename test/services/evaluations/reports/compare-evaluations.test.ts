import { readBlob } from "../../../../src/blobs/read-blob";
import { compareEvaluations } from "../../../../src/services/evaluations/reports/compare-evaluations";
import { evaluateHere } from "../../../../src/services/evaluations/runs/evaluate-here";
import { storeFeatureSet } from "../../../helpers/evaluations/stored-evaluations";
import { startTestService, type TestService } from "../../../helpers/services/test-service";

describe("the comparison of two runs", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it("is kept for the next pages of its labels, whatever becomes of the runs' shards; an error is not", async () => {
    const { context } = service.app;
    const { id: benchmarkSetId } = await storeFeatureSet(context, { name: "features", count: 20 });
    const options = { signal: new AbortController().signal, onProgress: () => undefined };
    const idOf = async (ks: number[]) =>
      (await evaluateHere(context, { benchmarkSetId, ks, resamples: 0 }, options)).run.id;
    const [first, second] = [await idOf([1]), await idOf([1, 2])];
    const compared = await compareEvaluations(context, first, second);
    expect(compared).toMatchObject([{ section: "ZSL", macro: { difference: 0 }, atK: [{ k: 1 }] }]);
    expect(compared[0]?.perClass).toHaveLength(5);

    const { blobs, prisma } = context.db;
    const { blobHash } = await prisma.evaluationShard.findFirstOrThrow(); // both runs measured the same
    const shard = await readBlob(blobs, blobHash);
    await blobs.remove(blobHash);
    expect(await compareEvaluations(context, first, second)).toEqual(compared);
    await expect(compareEvaluations(context, second, first)).rejects.toThrow("missing or damaged");
    await blobs.put([shard]);
    expect(await compareEvaluations(context, second, first)).toHaveLength(1);
  });
});
