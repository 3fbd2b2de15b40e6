import path from "node:path";
import { LRUCache } from "lru-cache";
import { type ColumnFiles, openColumnFiles } from "../../../search/scan/column-files";
import type { Database } from "../../../storage/database/database";
import { readScores } from "../../../storage/search/indexed-scores";
import type { ScoreSet } from "../../../storage/search/indexed-vocabularies";
import { mirrorsDirectory } from "./index-mirror";
import type { OpenIndex } from "./open-index";

const MOST_OPEN = 16;
/** Read together; fewer where there are many labels. */
const READ_POSITIONS = 4_096;
const READ_BYTES = 32 * 1024 * 1024;

/** This host's copies of the scores of indexed vocabularies. */
export interface ScoreColumns {
  /**
   * Copies the scores of an index's snapshot, up to the first image that has none, and returns the files: complete if
   * they have `count` positions. Scores of deleted images are NaN.
   */
  sync(set: ScoreSet, index: OpenIndex): Promise<ColumnFiles>;
  close(): Promise<void>;
}

export function createScoreColumns(db: Database, dataDirectory: string): ScoreColumns {
  const opened = new LRUCache<string, Promise<ColumnFiles>>({
    max: MOST_OPEN,
    dispose: (opening) => void opening.then(({ close }) => close()).catch(() => undefined),
  });
  const last = new Map<string, Promise<unknown>>();

  const filesOf = ({ id, indexId, labelCount }: ScoreSet) => {
    const known = opened.get(id);
    if (known) return known;
    const opening = openColumnFiles(path.join(mirrorsDirectory(dataDirectory), indexId, id), labelCount);
    opened.set(id, opening);
    opening.catch(() => opened.delete(id));
    return opening;
  };
  const copy = async (set: ScoreSet, { count, deleted }: OpenIndex): Promise<ColumnFiles> => {
    const files = await filesOf(set);
    const atOnce = Math.max(1, Math.min(READ_POSITIONS, Math.floor(READ_BYTES / (4 * set.labelCount))));
    while (files.count < count) {
      const from = files.count;
      const to = Math.min(count, from + atOnce - (from % atOnce));
      const { rows, isThere } = await readScores(db, set, { from, to });
      const gap = isThere.findIndex((there, n) => !there && !deleted.has(from + n));
      const whole = gap < 0 ? isThere.length : gap;
      if (whole > 0) await files.append(rows.subarray(0, whole * set.labelCount));
      if (gap >= 0) break;
    }
    return files;
  };
  return {
    sync(set, index) {
      // One after another, for files take one addition at a time.
      const next = (last.get(set.id) ?? Promise.resolve()).then(() => copy(set, index));
      const settled = next.catch(() => undefined);
      last.set(set.id, settled);
      void settled.then(() => {
        if (last.get(set.id) === settled) last.delete(set.id);
      });
      return next;
    },
    async close() {
      await Promise.all(last.values());
      const open = [...opened.values()];
      opened.clear();
      await Promise.allSettled(open.map(async (opening) => (await opening).close())); // ends with what `dispose` began
    },
  };
}
