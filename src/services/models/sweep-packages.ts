import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { storedPackages } from "../../storage/models/packages";
import type { ServiceContext } from "../context";

const HASH = /^[0-9a-f]{64}$/;

/**
 * Removes the files here of packages that were deleted, with a model or a text encoder. Other processes may
 * use the directory: a package is stored before its files are fetched.
 */
export async function sweepPackages({
  db,
  modelCacheDirectory,
}: Pick<ServiceContext, "db" | "modelCacheDirectory">): Promise<void> {
  const hashes = (await readdir(modelCacheDirectory).catch(() => [])).filter((name) => HASH.test(name));
  const stored = await storedPackages(db, hashes);
  for (const hash of hashes)
    if (!stored.has(hash)) await rm(path.join(modelCacheDirectory, hash), { recursive: true, force: true });
}
