import { constants, copyFile, readdir } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../../errors";
import { writeDirectory } from "../../../files/write-directory";
import type { ConvChain } from "../../../onnx/int8/conv-chain";
import { type ChainRanges, quantizedChain } from "../../../onnx/int8/quantized-chain";
import { writeOnnxModel } from "../../../onnx/write/write-onnx-model";
import type { BackboneDescription, Stage } from "../../description";
import { writeModelJson } from "../../packages/write-model-json";

/**
 * Writes a backbone package like the one in `sourceDirectory`, whose first stage computes in 8 bits; the
 * others are copied. It is used like any other: both ends of the stage are float32, under the same names.
 */
export async function writeInt8Backbone(
  source: { readonly directory: string; readonly description: BackboneDescription },
  chain: ConvChain,
  ranges: ChainRanges,
  directory: string,
): Promise<BackboneDescription> {
  const [body, ...rest] = source.description.encode as [Stage, ...Stage[]];
  return writeDirectory(directory, async (temporary) => {
    const graph = quantizedChain(chain, ranges);
    const stem = path.basename(body.file, ".onnx");
    await writeOnnxModel({ graph, directory: temporary, stem, readParameter: noParameter });
    const kept = rest.flatMap(({ file }) => [file, `${file}.data`]);
    for (const name of await readdir(source.directory)) {
      if (!kept.includes(name)) continue;
      const to = path.join(temporary, name);
      await copyFile(path.join(source.directory, name), to, constants.COPYFILE_FICLONE);
    }
    const encode: Stage[] = [{ ...body, precision: "int8" }, ...rest];
    const description = { ...source.description, encode };
    await writeModelJson(temporary, description);
    return description;
  });
}

/** All weights of a quantized chain are constants of its graph. */
function noParameter(name: string): never {
  throw new RegionaryError("INVALID_BACKBONE", `A quantized body has no parameter "${name}".`);
}
