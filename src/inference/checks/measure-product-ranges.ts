import os from "node:os";
import path from "node:path";
import { Tensor } from "onnxruntime-node";
import { openRangedFile } from "../../files/ranged-file";
import { findProducts } from "../../onnx/int8/find-products";
import type { ChannelRanges, ProductRanges } from "../../onnx/int8/product-ranges";
import { writeRangesModel } from "../../onnx/int8/write-ranges-model";
import { readOnnxOutline } from "../../onnx/read/onnx-outline";
import { openSessions, releaseSessions } from "../sessions/open-session";

/** The picture's value in a file, and its shape. */
interface PictureValue {
  readonly inFile: string;
  readonly shape: readonly number[];
}

/**
 * Runs a model in float32 on pictures and notes the least and the largest value of each channel that its products by
 * weights take. On the CPU and on the calling thread, which it blocks; `directory` gets a copy of the model.
 */
export async function measureProductRanges(
  onnxPath: string,
  picture: PictureValue,
  images: AsyncIterable<Float32Array>,
  directory: string,
): Promise<ProductRanges> {
  const outputs = await writeCopy(onnxPath, directory);
  const sessions = await openSessions(
    { model: path.join(directory, "ranges.onnx") },
    { provider: "cpu", threads: os.availableParallelism() },
  );
  try {
    const ranges = new Map<string, ChannelRanges>();
    for await (const image of images) {
      const feeds = { [picture.inFile]: new Tensor("float32", image, [1, ...picture.shape]) };
      const results = await sessions.model.run(feeds);
      for (const { value, largest, negated } of outputs) {
        const here = {
          least: (results[negated]!.data as Float32Array).map((one) => -one),
          largest: results[largest]!.data as Float32Array,
        };
        ranges.set(value, widest(ranges.get(value), here));
      }
    }
    return ranges;
  } finally {
    await releaseSessions(sessions);
  }
}

async function writeCopy(onnxPath: string, directory: string) {
  const file = await openRangedFile(onnxPath, "INVALID_BACKBONE");
  try {
    const outline = await readOnnxOutline(file);
    const products = await findProducts(file, outline);
    const values = new Map(products.map(({ input, rows }) => [input, rows]));
    return await writeRangesModel({ file, directory: path.dirname(onnxPath), outline }, values, directory);
  } finally {
    await file.close();
  }
}

function widest(before: ChannelRanges | undefined, { least, largest }: ChannelRanges): ChannelRanges {
  if (!before) return { least, largest };
  return {
    least: least.map((value, i) => Math.min(value, before.least[i]!)),
    largest: largest.map((value, i) => Math.max(value, before.largest[i]!)),
  };
}
