import { rm } from "node:fs/promises";
import path from "node:path";
import { GONE_ID, type IndexFiles, openIndexFiles } from "../../../search/scan/index-files";
import { sketchPlaces } from "../../../search/sketch/sketch-layout";
import type { Database } from "../../../storage/database/database";
import {
  type IndexState,
  isInUse,
  readDeletions,
  readSketches,
} from "../../../storage/search/indexed-images";
import type { SearchIndexRow } from "../../../storage/search/search-indexes";
import { isFaithful } from "./is-faithful";

/** Sketches read from the database together, in bytes. */
const READ_BYTES = 8 * 1024 * 1024;

/** An index at a revision, as far as this host has copied it. */
interface MirrorState {
  readonly revision: number;
  readonly count: number;
  readonly deleted: ReadonlySet<number>;
}

/** This host's copy of an index. */
export interface IndexMirror {
  readonly files: IndexFiles;
  /**
   * Copies what was added up to a state of the index that was just read, and says how it is then or a little later;
   * null if nobody uses the index any more.
   */
  sync(now: IndexState): Promise<MirrorState | null>;
  close(): Promise<void>;
}

/** The directory of the copies of all indexes on a host; any of them may be removed while no process has it open. */
export const mirrorsDirectory = (dataDirectory: string): string => path.join(dataDirectory, "search");

export async function openMirror(
  db: Database,
  { id, layout }: Pick<SearchIndexRow, "id" | "layout">,
  dataDirectory: string,
): Promise<IndexMirror> {
  const { bytes } = sketchPlaces(layout);
  const files = await openFaithful(db, id, path.join(mirrorsDirectory(dataDirectory), id), bytes);
  let known: MirrorState = { revision: -1, count: 0, deleted: new Set() };
  let last: Promise<unknown> = Promise.resolve();

  /** Returns the positions whose images are gone already. */
  const copyTo = async (count: number): Promise<number[]> => {
    const gone: number[] = [];
    const atOnce = Math.max(1, Math.floor(READ_BYTES / bytes));
    while (files.count < count) {
      const from = files.count;
      const block = await readSketches(db, id, { from, to: Math.min(from + atOnce, count), bytes });
      for (const position of block.gone) {
        block.ids.set(GONE_ID, GONE_ID.length * (position - from));
        gone.push(position);
      }
      await files.append(block.ids, block.sketches);
    }
    return gone;
  };
  const sync = async (now: IndexState): Promise<MirrorState | null> => {
    if (now.revision <= known.revision) return known;
    const gone = await copyTo(now.count);
    // The images of an index that is not used any more are removed without a trace, as if they had never been there.
    if (gone.length > 0 && !(await isInUse(db, id))) return null;
    gone.push(...(await readDeletions(db, id, { after: known.revision, upTo: now.revision })));
    const deleted = gone.length > 0 ? new Set([...known.deleted, ...gone]) : known.deleted;
    known = { revision: now.revision, count: now.count, deleted };
    return known;
  };
  return {
    files,
    sync(now) {
      const next = last.then(() => sync(now));
      last = next.catch(() => undefined);
      return next;
    },
    async close() {
      await last;
      await files.close();
    },
  };
}

/** What an earlier process copied to this host, or files to begin anew where that is not the index as it is. */
async function openFaithful(db: Database, id: string, directory: string, bytes: number): Promise<IndexFiles> {
  const files = await openIndexFiles(directory, bytes);
  let isKept = false;
  try {
    isKept = await isFaithful(db, id, files);
    if (isKept) return files;
  } finally {
    if (!isKept) await files.close();
  }
  await rm(directory, { recursive: true, force: true });
  return openIndexFiles(directory, bytes);
}
