import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import {
  removeRetiredIndexes,
  retireIndexesExcept,
  storedIndexes,
  storedScoreSets,
} from "../../../storage/search/retire-indexes";
import type { ServiceContext } from "../../context";
import { ownsFiles } from "../../work/files/owns-files";
import { mirrorsDirectory } from "./index-mirror";
import { modelsByEncoder } from "./models-by-encoder";

/**
 * Removes the indexes of encode stages that are of no model now, and this host's copies of what was removed before: a
 * search that is under way may still read a copy of what is removed now.
 */
export async function sweepIndexes({
  db,
  dataDirectory,
}: Pick<ServiceContext, "db" | "dataDirectory">): Promise<void> {
  if (await ownsFiles(db, dataDirectory)) await sweepCopies({ db, dataDirectory });
  await retireIndexesExcept(db, [...(await modelsByEncoder(db)).keys()]);
  await removeRetiredIndexes(db);
}

async function sweepCopies({
  db,
  dataDirectory,
}: Pick<ServiceContext, "db" | "dataDirectory">): Promise<void> {
  const root = mirrorsDirectory(dataDirectory);
  const remove = (...names: string[]) => rm(path.join(root, ...names), { recursive: true, force: true });
  const indexes = await directoriesIn(root);
  const stored = await storedIndexes(db, indexes);
  for (const index of indexes) {
    if (!stored.has(index)) await remove(index);
    const sets = await directoriesIn(path.join(root, index));
    const storedSets = await storedScoreSets(db, sets);
    for (const set of sets) if (!storedSets.has(set)) await remove(index, set);
  }
}

async function directoriesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
