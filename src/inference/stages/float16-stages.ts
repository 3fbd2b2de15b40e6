import { stat } from "node:fs/promises";
import path from "node:path";
import { writeDirectory } from "../../files/write-directory";
import type { Stage } from "../../model/description";
import { writeFloat16Model } from "../../onnx/float16/write-float16-model";

/**
 * The encode stages of a model in half precision, made in `directory` unless they are there. Null if they
 * cannot be made, because a weight is too large or the disk is full: the model then stays in float32.
 */
export async function float16Stages(stages: readonly Stage[], directory: string): Promise<Stage[] | null> {
  const stemOf = (place: number) => `stage-${place + 1}`;
  const made = stages.map((stage, i) => ({ ...stage, file: path.join(directory, `${stemOf(i)}.onnx`) }));
  const isThere = () =>
    stat(directory).then(
      () => true,
      () => false,
    );
  if (await isThere()) return made;
  try {
    await writeDirectory(directory, async (temporary) => {
      for (const [i, { file }] of stages.entries())
        await writeFloat16Model(file, { directory: temporary, stem: stemOf(i) });
    });
    return made;
  } catch {
    return (await isThere()) ? made : null; // another process may have been faster
  }
}
