import type { Database } from "../../storage/database/database";
import type { TrainingProgress } from "../../storage/trainings/stored-training";
import { recordProgress } from "../../storage/work/change-work";
import { WorkEnded } from "../work/work-ended";

const INTERVAL_MS = 2_000;

/** Progress without the pace, which the reporter adds. */
export type UntimedProgress = Omit<TrainingProgress, "imagesPerSecond" | "secondsLeft">;

interface ProgressReporter {
  /**
   * Records a training's progress, at most every 2 seconds unless it is a `milestone`; `images` were processed since
   * the last time. Throws `WorkEnded` if the training has been ended.
   */
  report(progress: UntimedProgress, images: number, milestone: boolean): Promise<void>;
}

/** The speed and the time left are of this run in its phase. */
export function createProgressReporter(db: Database, trainingId: string): ProgressReporter {
  let lastAt = Number.NEGATIVE_INFINITY;
  let kind = "";
  let [began, firstStep, seen] = [0, 0, 0];
  return {
    async report(progress, images, milestone) {
      const now = performance.now();
      const isPreparing = String(progress.phase === "PREPARING");
      if (isPreparing !== kind) {
        kind = isPreparing;
        [began, firstStep, seen] = [now, progress.step, 0];
      } else seen += images;
      if (!milestone && now - lastAt < INTERVAL_MS) return;
      lastAt = now;
      const seconds = (now - began) / 1000;
      const stepsDone = progress.step - firstStep;
      const left = progress.steps - progress.step;
      const measured = {
        imagesPerSecond: seen > 0 ? seen / seconds : null,
        secondsLeft: stepsDone > 0 ? (left * seconds) / stepsDone : null,
      };
      const { phase, step: done, steps: total } = progress;
      const detail = { ...progress, ...measured };
      if (!(await recordProgress(db, trainingId, { phase, done, total, detail }))) throw new WorkEnded();
    },
  };
}
