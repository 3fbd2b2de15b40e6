import path from "node:path";
import { openRangedFile } from "../../files/ranged-file";
import { readOnnxOutline } from "../read/onnx-outline";
import type { ConvChain } from "./conv-chain";
import { findProducts } from "./find-products";
import { type BodyFile, readConvChain } from "./read-conv-chain";

/** What 8 bits make faster in a body: all of a chain of convolutions, or a transformer's products by weights. */
type QuantizableBody =
  | { readonly kind: "convolutions"; readonly chain: ConvChain }
  | { readonly kind: "products"; readonly onnxPath: string };

/** Finds out how a body can be quantized. Throws INVALID_BACKBONE where it cannot be, with the reason. */
export async function readBody(directory: string, body: BodyFile): Promise<QuantizableBody> {
  const onnxPath = path.join(directory, body.file);
  const file = await openRangedFile(onnxPath, "INVALID_BACKBONE");
  try {
    const products = await findProducts(file, await readOnnxOutline(file));
    if (products.length > 0) return { kind: "products", onnxPath };
  } finally {
    await file.close();
  }
  return { kind: "convolutions", chain: await readConvChain(directory, body) };
}
