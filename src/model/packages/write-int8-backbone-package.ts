import { constants, copyFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { writeDirectory } from "../../files/write-directory";
import type { ConvChain } from "../../onnx/int8/conv-chain";
import { type ChainRanges, quantizedChain } from "../../onnx/int8/quantized-chain";
import { writeOnnxModel } from "../../onnx/write/write-model";
import type { BackboneDescriptor } from "./backbone-descriptor";

/**
 * A backbone package like the one in `sourceDirectory`, whose body computes in 8 bits; the tail is copied. It
 * is used like any other: both ends of its body are float32, under the same names.
 */
export async function writeInt8BackbonePackage(
  source: { readonly directory: string; readonly descriptor: BackboneDescriptor },
  chain: ConvChain,
  ranges: ChainRanges,
  directory: string,
): Promise<BackboneDescriptor> {
  const { body } = source.descriptor;
  const ofBody = ["backbone.json", body.file, `${body.file}.data`];
  return writeDirectory(directory, async (temporary) => {
    const graph = quantizedChain(chain, ranges);
    await writeOnnxModel({ graph, directory: temporary, stem: "body", readParameter: noParameter });
    for (const name of await readdir(source.directory)) {
      if (ofBody.includes(name)) continue;
      const to = path.join(temporary, name);
      await copyFile(path.join(source.directory, name), to, constants.COPYFILE_FICLONE);
    }
    const descriptor = { ...source.descriptor, body: { ...body, file: "body.onnx" } };
    await writeFile(path.join(temporary, "backbone.json"), `${JSON.stringify(descriptor, null, 2)}\n`);
    return descriptor;
  });
}

/** All weights of a quantised chain are constants of its graph. */
function noParameter(name: string): never {
  throw new RegionaryError("INVALID_BACKBONE", `A quantised body has no parameter "${name}".`);
}
