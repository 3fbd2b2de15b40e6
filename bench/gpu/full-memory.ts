import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { plainPicture } from "../load/pictures";
import { progress } from "../runner/progress";
import { addImages, createVocabulary, predictRate } from "../service/service-calls";
import { type GpuContext, providerOf } from "./gpu-part";

const PICTURES = 256;
/** What the other program leaves free, from much to nothing. */
const LEFT_MIB = [4000, 1000, 300];
const LANES = "{ runtime { lanes { name state restarts } loadedModels { encodeCap } } }";

/**
 * Another program takes the memory of the GPU under a running service: what then becomes of a batch, and whether the
 * service is as before when the memory is free again. Needs BENCH_PYTHON with torch.
 */
export async function fullMemory({ place, report, isOver }: GpuContext): Promise<void> {
  const python = process.env.BENCH_PYTHON;
  if (!python || providerOf(place) === "cpu") {
    progress("left out: it needs a GPU, and BENCH_PYTHON with torch");
    return;
  }
  const service = await place.serve("vgg19");
  try {
    const vocabularyId = await createVocabulary(service, 2);
    let next = 1_000_000;
    const tryBatch = async (when: string) => {
      const numbers = Array.from({ length: PICTURES }, () => next++);
      const ids = await addImages(service, await Promise.all(numbers.map(plainPicture)));
      const rate = await predictRate(service, ids, vocabularyId).catch((error: Error) => {
        progress(`${when}: ${error.message.slice(0, 300)}`);
        return 0;
      });
      report(`full memory: ${when}`, rate, "images/s");
    };
    await tryBatch("before");
    for (const left of LEFT_MIB) {
      if (isOver()) break;
      const hog = spawn(python, [path.join(__dirname, "take-memory.py"), String(left)], {
        stdio: ["pipe", "pipe", "inherit"],
      });
      try {
        await Promise.race([once(createInterface({ input: hog.stdout }), "line"), once(hog, "exit")]);
        if (hog.exitCode !== null) throw new Error("the program that takes the memory has ended: see above");
        await tryBatch(`another program leaves ${left} MiB`);
      } finally {
        if (hog.exitCode === null) {
          hog.kill();
          await once(hog, "exit");
        }
      }
      await tryBatch(`after it has ended (${left} MiB)`);
    }
    const state = service.ask<object>(LANES).catch((error: Error) => error.message);
    progress(JSON.stringify(await state));
  } finally {
    await service.stop();
  }
}
