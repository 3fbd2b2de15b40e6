import { stat } from "node:fs/promises";
import path from "node:path";
import { writeDirectory } from "../../files/write-directory";
import { writeFloat16Model } from "../../onnx/float16/write-float16-model";
import type { EncodeFiles } from "../lane-tasks";

/**
 * The encode stage of a model in half precision, made in `directory` unless it is there. Null where it cannot be
 * had, since a weight is too large for it or the disk is full: then the model goes on in float32.
 */
export async function float16Files(files: EncodeFiles, directory: string): Promise<EncodeFiles | null> {
  const at = (stem: keyof EncodeFiles) => path.join(directory, `${stem}.onnx`);
  const made = { body: at("body"), tail: at("tail"), trunk: at("trunk") };
  const isThere = () =>
    stat(directory).then(
      () => true,
      () => false,
    );
  if (await isThere()) return made;
  try {
    await writeDirectory(directory, async (temporary) => {
      for (const stem of ["body", "tail", "trunk"] as const)
        await writeFloat16Model(files[stem], { directory: temporary, stem });
    });
    return made;
  } catch {
    return (await isThere()) ? made : null; // another process may have been faster
  }
}
