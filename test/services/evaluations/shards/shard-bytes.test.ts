import { sparseLabels } from "../../../../src/evaluation/scores/labels";
import { planEvaluation } from "../../../../src/evaluation/scores/plan";
import { protocols } from "../../../../src/evaluation/scores/protocols";
import { makeShard } from "../../../../src/services/evaluations/shards/shard";
import { shardFromBytes, shardToBytes } from "../../../../src/services/evaluations/shards/shard-bytes";
import { drawing } from "../../../helpers/evaluations/small-evaluation";

const [images, classes] = [3, 5];
const draw = drawing(9);
const scores = Float32Array.from({ length: images * classes }, () => draw() - 0.5);
const labels = sparseLabels(
  Int8Array.from(scores, () => Math.floor(3 * draw()) - 1),
  classes,
);
const seen = Array.from({ length: classes }, (_, column) => column < 2);

function shardOf(kept: "all-scores" | "annotated-scores", rows = scores, known = labels) {
  const plan = planEvaluation({ ...protocols.custom, kept }, seen, { ks: [1] });
  return makeShard(plan, rows, known);
}
const back = (bytes: Uint8Array) => shardFromBytes(new Uint8Array(bytes));

describe("a shard as a file", () => {
  it.each(["all-scores", "annotated-scores"] as const)("comes back as it was written: %s", (kept) => {
    const shard = shardOf(kept);
    expect(back(shardToBytes(shard))).toEqual(shard);
    expect("top" in shard).toBe(kept === "annotated-scores");
  });

  it("comes back even without images, and without known labels", () => {
    const none = {
      starts: new Uint32Array(1),
      classes: new Uint32Array(),
      values: new Int8Array(),
      others: 0,
    } as const;
    const empty = shardOf("all-scores", new Float32Array(), none);
    expect(back(shardToBytes(empty))).toEqual(empty);
    const unknown = shardOf("annotated-scores", scores, { ...none, starts: new Uint32Array(images + 1) });
    expect(back(shardToBytes(unknown))).toEqual(unknown);
  });

  it("keeps every bit of a score", () => {
    const odd = Float32Array.of(-0, 1e-45, 3.4028235e38, 1 / 3, Number.NEGATIVE_INFINITY);
    const one = sparseLabels(Int8Array.of(1, -1, -1, -1, 0), classes);
    const { scores: kept } = back(shardToBytes(shardOf("all-scores", odd, one)));
    expect([...kept].map((score, at) => Object.is(score, odd[at]))).toEqual(new Array(5).fill(true));
  });

  it("has the same bytes for the same shard, so that runs with equal content share its file", () => {
    expect(shardToBytes(shardOf("all-scores"))).toEqual(shardToBytes(shardOf("all-scores", scores.slice())));
  });

  it("is refused in another format, naming it", () => {
    const bytes = Buffer.from(shardToBytes(shardOf("all-scores")));
    const other = bytes.toString("latin1").replace("evaluation-shard-", "evaluation-other-");
    expect(() => back(Buffer.from(other, "latin1"))).toThrow("regionary-evaluation-other-");
  });
});
