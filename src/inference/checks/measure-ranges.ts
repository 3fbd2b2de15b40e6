import os from "node:os";
import path from "node:path";
import { Tensor } from "onnxruntime-node";
import { withOutputs } from "../../graph/graph";
import { type ConvChain, chainParameter, floatChain, stepOutput } from "../../onnx/int8/conv-chain";
import type { ChainRanges } from "../../onnx/int8/quantized-chain";
import { writeOnnxModel } from "../../onnx/write/write-onnx-model";
import { openSessions, releaseSessions } from "../sessions/open-session";

/**
 * Runs a chain in float32 on pictures and notes the largest value after each convolution's ReLU. The maximum
 * is taken rather than a percentile: on VGG19 cutting off the few largest values costs more than finer steps
 * gain. On the CPU and on the calling thread, which it blocks; `directory` gets the chain's files.
 */
export async function measureRanges(
  chain: ConvChain,
  images: AsyncIterable<Float32Array>, // each [3, height, width]
  directory: string,
): Promise<ChainRanges> {
  const readParameter = (name: string) => chainParameter(chain, name);
  const convolutions = chain.steps.flatMap(({ kind }, index) => (kind === "conv" ? [index] : []));
  const names = convolutions.map((index) => stepOutput(chain, index));
  await writeOnnxModel({
    graph: withOutputs(floatChain(chain), names),
    directory,
    stem: "ranges",
    readParameter,
  });
  const sessions = await openSessions(
    { chain: path.join(directory, "ranges.onnx") },
    { provider: "cpu", threads: os.availableParallelism() },
  );
  try {
    const largest = new Map(convolutions.map((index) => [index, 0]));
    for await (const image of images) {
      const feeds = { [chain.input]: new Tensor("float32", image, [1, ...chain.imageShape]) };
      const results = await sessions.chain.run(feeds);
      for (const index of convolutions) {
        const values = results[stepOutput(chain, index)]?.data as Float32Array;
        let max = largest.get(index) as number;
        for (const value of values) if (value > max) max = value;
        largest.set(index, max);
      }
    }
    return chain.steps.map((_, index) => largest.get(index) ?? null);
  } finally {
    await releaseSessions(sessions);
  }
}
