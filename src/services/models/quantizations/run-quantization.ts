import os from "node:os";
import path from "node:path";
import { withWorkDirectory } from "../../../files/with-work-directory";
import { quantizations } from "../../../storage/models/quantizations";
import { startThread } from "../../../threads/thread";
import type { ServiceContext } from "../../context";
import { beginHere } from "../../work/host";
import type { QuantizationTasks } from "./quantization-tasks";

const WORKER = path.join(__dirname, "quantization-worker");

/** Does a quantization on a thread of its own, which ends between two pictures when the signal fires. */
export async function runQuantization(
  { db, dataDirectory, modelCacheDirectory }: ServiceContext,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const threads = os.availableParallelism();
  const begun = await quantizations.begin(db, id, beginHere({ provider: "cpu", precision: "int8", threads }));
  if (!begun) return;
  await withWorkDirectory(path.join(dataDirectory, "tmp"), async (work) => {
    signal.throwIfAborted();
    const thread = startThread(WORKER);
    const end = () => void thread.end();
    signal.addEventListener("abort", end);
    const directories = { work, modelCache: modelCacheDirectory };
    const message: QuantizationTasks["quantize"]["message"] = { url: db.url, id, directories };
    try {
      await thread.call("quantize", { value: message, transfer: [] });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", end);
      await thread.end();
    }
  });
}
