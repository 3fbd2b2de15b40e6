import path from "node:path";
import { RegionaryError } from "../../../errors";
import { writeDirectory } from "../../../files/write-directory";
import type { GivenValue } from "../../chain";
import type { Checkpoint } from "../../checkpoints/checkpoint";
import { matchParameters } from "../../checkpoints/match-parameters";
import type { ModelPart } from "../../description";
import type { Family } from "../family";
import { scoreGraph } from "../score-layers";
import { BATCH_COUNTS, writeHead } from "../write-head";
import { describeLinear } from "./describe-linear";
import { linearClassifiers, linearGraphs, linearRegions, linearSizes } from "./linear";

const CLASSIFIER = "linear.classifier.weight";

/**
 * A linear head: a label's vector becomes its classifier by one linear map, and a position's features are its region.
 * The honest baseline of every other head.
 */
export const linearFamily: Family = {
  name: "linear",
  recognizes: ({ tensors }) => tensors.has(CLASSIFIER),
  async write(checkpoint, { given }, directory) {
    if (!given) throw new RegionaryError("INVALID_INPUT", "A linear head is imported with its backbone.");
    const write = (at: string) => writeLinear(checkpoint, given, path.join(at, "model"));
    return { part: await writeDirectory(directory, write), backbone: null, encoder: null };
  },
  head: { takes: ["features"], graphs: linearGraphs },
};

async function writeLinear(
  checkpoint: Checkpoint,
  given: readonly GivenValue[],
  directory: string,
): Promise<ModelPart> {
  const sizes = linearSizes(given, checkpoint.tensors.get(CLASSIFIER)?.shape[1] ?? 1);
  const { featureChannels: regionSize, gridHeight, gridWidth, topRegions } = sizes;
  const scored = { count: gridHeight * gridWidth, regionSize, topRegions };
  const graphs = {
    regions: linearRegions(sizes),
    classifiers: linearClassifiers(sizes),
    score: scoreGraph("linear", scored, { maps: false }),
    "score-maps": scoreGraph("linear", scored, { maps: true }),
  };
  const expected = [...graphs.regions.parameters, ...graphs.classifiers.parameters];
  const parameters = matchParameters(expected, checkpoint, { ignore: BATCH_COUNTS });
  const write = (at: string) => writeHead(graphs, parameters, describeLinear(sizes), at);
  return writeDirectory(directory, write);
}
