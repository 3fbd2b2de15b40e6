import type { Database } from "../../storage/database/database";
import { recordProgress } from "../../storage/work/change-work";
import type { WorkPhase } from "../../storage/work/work-phases";

const INTERVAL_MS = 1_000;

/** How far work is, recorded as it goes. */
export interface ProgressReporter {
  /** Begins a phase, of so many units; 0 where they are not counted. */
  enter(phase: WorkPhase, total?: number): Promise<void>;
  /** May be called at any rate: at most one event a second comes of it. */
  tell(done: number, total: number, failed?: number): void;
  /** Whether the work was ended meanwhile, as the latest record has found. */
  hasEnded(): boolean;
}

/** Records the progress of some work. Failures to record it are not failures of the work. */
export function reportProgress(db: Database, id: string): ProgressReporter {
  let toldAt = 0;
  let writing: Promise<unknown> = Promise.resolve();
  let ended = false;
  return {
    async enter(phase, total = 0) {
      await writing;
      toldAt = Date.now();
      await recordProgress(db, id, { phase, done: 0, total });
    },
    tell(done, total, failed) {
      const isLast = total > 0 && done >= total;
      if (Date.now() - toldAt < INTERVAL_MS && !isLast) return;
      toldAt = Date.now();
      writing = writing
        .then(async () => {
          ended = !(await recordProgress(db, id, { done, total, failed }));
        })
        .catch(() => undefined);
    },
    hasEnded: () => ended,
  };
}
