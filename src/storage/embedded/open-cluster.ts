import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { type Account, accountWhenRoot, canEnter } from "./account";
import { copyToCache, findPostgresBinaries } from "./binaries";
import type { Cluster } from "./cluster";
import { createCluster } from "./create-cluster";

interface ClusterIdentity {
  readonly password: string;
  /** The folder of the cluster; not next to this file only if PostgreSQL's user could not reach it here. */
  readonly home: string;
}

/**
 * Opens the cluster kept under `<dataDirectory>/postgres`, creating it on the first start. Several processes
 * may do so at once: the first to finish wins and all get the same one.
 */
export async function openCluster(dataDirectory: string, log: (line: string) => void): Promise<Cluster> {
  const directory = path.resolve(dataDirectory, "postgres");
  await mkdir(directory, { recursive: true, mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOSPC") throw error;
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `The data directory ${dataDirectory} cannot be created or written to (${error.code}). Set REGIONARY_DATA_DIR to one that can.`,
    );
  });
  const account = accountWhenRoot(path.join(directory, "cluster"));
  const found = await findPostgresBinaries();
  let binaries = found.directory;
  if (account && !canEnter(account, binaries)) {
    binaries = await copyToCache(found);
    log(
      `PostgreSQL runs as the user postgres, who cannot reach this program: its copy in ${binaries} is used`,
    );
  }
  const { password, home } = await readIdentity(directory, account);
  if (home !== directory) {
    log(`PostgreSQL's user cannot reach ${directory}: the database is kept in ${home}`);
    await mkdir(home, { recursive: true, mode: 0o755 });
  }
  if (account && !canEnter(account, home)) {
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `The database in ${home} cannot be reached by the user postgres, as whom PostgreSQL runs when started by ` +
        "root: give others the right to enter the folders above it (chmod a+x), or start as an ordinary user.",
    );
  }
  const cluster: Cluster = {
    data: path.join(home, "cluster"),
    logFile: path.join(home, "postgres.log"),
    portFile: path.join(directory, "port"),
    password,
    account,
    binaries,
  };
  if (!existsSync(path.join(cluster.data, "PG_VERSION"))) await createCluster(cluster);
  return cluster;
}

/** Written once, by the first process, and readable only by its owner. */
async function readIdentity(directory: string, account: Account | undefined): Promise<ClusterIdentity> {
  const file = path.join(directory, "identity.json");
  if (!existsSync(file)) {
    const reachable = !account || canEnter(account, directory);
    const identity: ClusterIdentity = {
      password: randomBytes(24).toString("hex"),
      home: reachable ? "." : path.join("/var/lib/regionary", randomBytes(8).toString("hex")),
    };
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify(identity, null, 2)}\n`, { mode: 0o600 });
    // A link, unlike a rename, never replaces the file of another process that was faster.
    await link(draft, file).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
    await rm(draft);
  }
  const identity = JSON.parse(await readFile(file, "utf8")) as ClusterIdentity;
  return { password: identity.password, home: path.resolve(directory, identity.home) };
}
