import { endWork } from "../../storage/work/change-work";
import { hasJob } from "../../storage/work/work-jobs";
import { aloneWithWork } from "../../storage/work/work-lock";
import type { ServiceContext } from "../context";
import { UnfitHost } from "./host";
import { untilEnded } from "./until-ended";

/**
 * Does work in this process, without a job; if another process is doing it, waits for that first. When `signal` fires it is
 * CANCELLED, when it fails FAILED, and the error is thrown. If it has a job after all, because others asked for it, it is left
 * to that. What another kind of host has begun is left to such a host: `UnfitHost`.
 */
export function runHere(
  context: Pick<ServiceContext, "db" | "eventListener">,
  id: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  return aloneWithWork(context.db, id, signal, async (alone) => {
    try {
      await untilEnded(context, id, alone, work);
    } catch (error) {
      if (error instanceof UnfitHost || (await hasJob(context.db, id))) throw error;
      const message = error instanceof Error ? error.message : String(error);
      if (signal.aborted) await endWork(context.db, id, "CANCELLED", null);
      else await endWork(context.db, id, "FAILED", message);
      throw error;
    }
  });
}
