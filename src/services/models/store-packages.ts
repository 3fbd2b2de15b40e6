import { packageHash } from "../../model/packages/package-hash";
import type { Database } from "../../storage/database/database";
import { removeUnusedPackages, storePackage } from "../../storage/models/packages";

/** Stores a package directory and returns its hash. */
export type StorePackage = (directory: string) => Promise<string>;

/** Runs `work` with a function that stores packages; if it fails, the unused ones among them are removed again. */
export async function storePackages<T>(
  db: Database,
  onStored: (bytes: number) => void,
  work: (store: StorePackage) => Promise<T>,
): Promise<T> {
  const stored: string[] = [];
  const store = async (directory: string) => {
    const hash = await packageHash(directory);
    let bytes = 0;
    const report = (more: number) => {
      bytes += more;
      onStored(bytes);
    };
    if (!(await storePackage(db, hash, directory, report)).alreadyStored) stored.push(hash);
    return hash;
  };
  try {
    return await work(store);
  } catch (error) {
    await removeUnusedPackages(db, stored).catch(() => undefined); // the first failure is the one to report
    throw error;
  }
}
