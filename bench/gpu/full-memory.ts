import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { plainPicture } from "../load/pictures";
import type { Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import { addImages, createVocabulary, predictRate } from "../service/service-calls";
import type { Workplace } from "../workplace";

const PICTURES = 256;
/** What the other program leaves free, from much to nothing. */
const LEFT_MIB = [4000, 1000, 300];

/**
 * Another program takes the memory of the GPU under a running service: what then becomes of a batch, and whether the
 * service is as before when the memory is free again. Needs BENCH_PYTHON with torch.
 */
export async function fullMemory(place: Workplace): Promise<Figure[]> {
  const python = process.env.BENCH_PYTHON;
  if (!python || place.provider === "cpu") {
    progress("left out: it needs a GPU, and BENCH_PYTHON with torch");
    return [];
  }
  const service = await place.serve("vgg19");
  const figures: Figure[] = [];
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
      figures.push({ name: `full memory: ${when}`, value: rate, unit: "images/s" });
    };
    await tryBatch("before");
    for (const left of LEFT_MIB) {
      const hog = spawn(python, [path.join(__dirname, "take-memory.py"), String(left)], {
        stdio: ["pipe", "pipe", "inherit"],
      });
      await once(createInterface({ input: hog.stdout }), "line");
      await tryBatch(`another program leaves ${left} MiB`);
      hog.kill();
      await once(hog, "exit");
      await tryBatch(`after it has ended`);
    }
    progress(
      JSON.stringify(
        await service
          .ask<object>("{ runtime { lanes { name state restarts } loadedModels { encodeCap } } }")
          .catch((e: Error) => e.message),
      ),
    );
    return figures;
  } finally {
    await service.stop();
  }
}
