import { scoreGraph } from "../../../src/model/families/score-layers";
import { wholeScore } from "../../../src/model/families/transformer/graphs/whole-score";
import { withGraph } from "../graph/run-graph";

interface ScoredSizes {
  readonly positions: number;
  readonly regionSize: number;
  readonly topRegions: number;
  /** Null for regions without a row of the whole picture. */
  readonly share: number | null;
}

/** The scores of regions [N, rows, R] and classifiers [C, R]: [N, C]. */
type Score = (regions: Float32Array, classifiers: Float32Array) => Promise<Float32Array>;

/** Scores as a model of these sizes does, by the graph that its package has, in ONNX Runtime. */
export function withScoreOf<T>(
  { positions, regionSize, topRegions, share }: ScoredSizes,
  use: (score: Score) => Promise<T>,
): Promise<T> {
  const rows = share === null ? positions : positions + 1;
  const graph =
    share === null
      ? scoreGraph("made", { count: positions, regionSize, topRegions }, { maps: false })
      : wholeScore({ height: 1, width: positions }, regionSize, { topRegions, maps: false });
  const noParameters = (name: string): never => {
    throw new Error(`a score graph has no weights; got ${name}`);
  };
  return withGraph(graph, noParameters, (run) =>
    use(async (regions, classifiers) => {
      const { logits } = await run({
        regions: { shape: [regions.length / (rows * regionSize), rows, regionSize], data: regions },
        classifiers: { shape: [classifiers.length / regionSize, regionSize], data: classifiers },
        ...(share === null ? {} : { share: { shape: [], data: Float32Array.of(share) } }),
      });
      return logits!.data;
    }),
  );
}
