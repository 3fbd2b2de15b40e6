import { constants, copyFile, readdir } from "node:fs/promises";
import path from "node:path";
import { writeDirectory } from "../../../files/write-directory";
import type { BackboneDescription, Stage } from "../../description";
import { writeModelJson } from "../../packages/write-model-json";

/** Writes `<stem>.onnx`, and its data where it has some, into a directory. */
export type WriteBody = (target: { readonly directory: string; readonly stem: string }) => Promise<void>;

/**
 * Writes a backbone package like the one in the source's directory, whose first stage computes in 8 bits, as `writeBody`
 * writes it; the others are copied. It is used like any other: both ends of the stage are float32, under the same
 * names.
 */
export async function writeInt8Backbone(
  source: { readonly directory: string; readonly description: BackboneDescription },
  writeBody: WriteBody,
  directory: string,
): Promise<BackboneDescription> {
  const [body, ...rest] = source.description.encode as [Stage, ...Stage[]];
  return writeDirectory(directory, async (temporary) => {
    await writeBody({ directory: temporary, stem: path.basename(body.file, ".onnx") });
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
