import { existsSync } from "node:fs";
import { chown, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { type Cluster, clusterUser } from "./cluster";
import { runTool } from "./run-tool";
import { withShellSafeBinaries } from "./shell-safe-copy";
import { refuseUserWithoutName } from "./user-name";

/** Prepared elsewhere and renamed into place, so that an interrupted start leaves nothing that looks ready. */
export async function createCluster(cluster: Cluster): Promise<void> {
  if (!cluster.account) refuseUserWithoutName();
  const draft = `${cluster.data}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  await removeAbandoned(path.dirname(cluster.data));
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${cluster.password}\n`, { mode: 0o600 });
  try {
    for (const file of cluster.account ? [draft, passwordFile] : []) {
      await chown(file, cluster.account!.uid, cluster.account!.gid);
    }
    const failure = await withShellSafeBinaries(cluster.binaries, (binaries) =>
      runTool({ ...cluster, binaries }, "initdb", [
        `--pgdata=${draft}`,
        `--username=${clusterUser}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin", // the same order everywhere, whatever locales the system has
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
      ]),
    );
    if (failure !== null) {
      throw new RegionaryError("STORAGE_UNAVAILABLE", `PostgreSQL could not create its files:\n${failure}`);
    }
    await rename(draft, cluster.data).catch((error) => {
      if (!existsSync(path.join(cluster.data, "PG_VERSION"))) throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const owner = /^cluster\.new-(\d+)/.exec(name)?.[1];
    if (owner && !isAlive(Number(owner))) await rm(path.join(home, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
