import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** What a shell reads between quotation marks; initdb hands the path of its programs to one. */
const READ_BY_SHELLS = /["$`\\\n]/;

/** Runs `work` with the binaries at a path that no shell reads anything into: a copy for this time (60 MB), if need be. */
export async function withShellSafeBinaries<T>(
  binaries: string,
  work: (binaries: string) => Promise<T>,
): Promise<T> {
  if (process.platform === "win32" || !READ_BY_SHELLS.test(binaries)) return work(binaries);
  const parent = [os.tmpdir(), "/tmp"].find((directory) => !READ_BY_SHELLS.test(directory))!;
  const copy = await mkdtemp(path.join(parent, "regionary-postgres-"));
  try {
    await chmod(copy, 0o755); // for the user postgres, where root starts it
    await cp(binaries, copy, { recursive: true, verbatimSymlinks: true });
    return await work(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
