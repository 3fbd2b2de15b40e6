import type { GraphBuilder } from "../../graph/build-graph";
import { knownShape } from "../../graph/operator";
import { reshape } from "../../graph/operators/arrangement/reshape";
import { add } from "../../graph/operators/elementwise/add";
import { div } from "../../graph/operators/elementwise/div";
import { mul } from "../../graph/operators/elementwise/mul";
import { sqrt } from "../../graph/operators/elementwise/sqrt";
import { sub } from "../../graph/operators/elementwise/sub";
import { reduceMean } from "../../graph/operators/reduction/reduce-mean";
import type { ValueSpec } from "../../graph/tensor-type";
import { elementCount } from "../../tensor/shape";
import { type Mode, normEpsilon } from "./mode";

/** How a model behaves in training. */
interface TrainingOptions {
  /** PyTorch's momentum: the share of the batch in the new running statistics. */
  readonly momentum: number;
  /** Whether anything is dropped at all. */
  readonly dropout: boolean;
}

/** The authors' choice: running statistics are nearly those of the last batch. */
const authorsOptions: TrainingOptions = { momentum: 0.99, dropout: true };

/**
 * An input of a training graph that decides what is dropped: 0 where a value is dropped, otherwise 1 / (1 -
 * rate).
 */
export interface DropoutMask {
  readonly name: string;
  readonly shape: readonly number[];
  readonly rate: number;
}

/** What a training graph needs and makes besides its result. */
interface TrainingMode extends Mode {
  readonly masks: DropoutMask[];
  /** The new running statistics, by the name of the parameter that holds the old ones. */
  readonly statistics: Map<string, string>;
}

/** A new training mode for one graph, which fills it. */
export function trainingMode({ momentum, dropout }: TrainingOptions = authorsOptions): TrainingMode {
  const masks: DropoutMask[] = [];
  const statistics = new Map<string, string>();
  return {
    masks,
    statistics,
    normalize: (g, input, prefix, name) => normalizeByBatch(g, input, { prefix, name, momentum }, statistics),
    dropout(g, input, rate, name) {
      if (!dropout) return input;
      const shape = knownShape("Dropout", input);
      masks.push({ name, shape, rate });
      return g.apply(mul, [input, g.input(name, shape)], {});
    },
  };
}

/** BatchNorm by the mean and variance of the batch itself, composed of operators that have gradients. */
function normalizeByBatch(
  g: GraphBuilder,
  input: ValueSpec, // [N, O, h, w]
  { prefix, name, momentum }: { prefix: string; name: string | undefined; momentum: number },
  statistics: Map<string, string>,
): ValueSpec {
  const [batch, channels, height, width] = knownShape("BatchNorm", input) as [number, number, number, number];
  const count = elementCount([batch, height, width]);
  const perChannel = { axes: [0, 2, 3], keepdims: 1 } as const;
  const scalar = (value: number) => g.constant([value], []);
  const column = (statistic: string) =>
    g.apply(reshape, [g.parameter(`${prefix}.${statistic}`, [channels])], { shape: [channels, 1, 1] });

  const mean = g.apply(reduceMean, [input], perChannel); // [1, O, 1, 1]
  const centered = g.apply(sub, [input, mean], {});
  const variance = g.apply(reduceMean, [g.apply(mul, [centered, centered], {})], perChannel);
  const deviation = g.apply(sqrt, [g.apply(add, [variance, scalar(normEpsilon)], {})], {});
  const factor = g.apply(div, [column("weight"), deviation], {}); // [1, O, 1, 1]
  const normed = g.apply(add, [g.apply(mul, [centered, factor], {}), column("bias")], {}, name);

  const unbiased = g.apply(mul, [variance, scalar(count / (count - 1))], {});
  for (const [statistic, ofBatch] of [["running_mean", mean] as const, ["running_var", unbiased] as const]) {
    const parameter = g.parameter(`${prefix}.${statistic}`, [channels]);
    const flat = g.apply(reshape, [ofBatch], { shape: [channels] });
    const kept = g.apply(mul, [parameter, scalar(1 - momentum)], {});
    const added = g.apply(mul, [flat, scalar(momentum)], {});
    statistics.set(parameter.name, g.apply(add, [kept, added], {}).name);
  }
  return normed;
}
