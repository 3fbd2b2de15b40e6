import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** Reference data that lies beside the checkout. */
export const sharedPath = path.resolve(__dirname, "../../../shared");

/**
 * A `describe` for tests that need some files or folders of the reference data; they are skipped, visibly, where one
 * of them is absent or an empty folder. Jest runs the describe's body even so: only tests and hooks may read the data.
 */
export function describeWithShared(...needed: readonly string[]): jest.Describe {
  return needed.every(isThere) ? describe : describe.skip;
}

function isThere(name: string): boolean {
  const file = path.join(sharedPath, name);
  return existsSync(file) && (!statSync(file).isDirectory() || readdirSync(file).length > 0);
}
