import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { RegionaryError } from "../../errors";
import { type Cluster, clusterUser } from "./cluster";
import { explainDisk } from "./explain-disk";
import { openCluster } from "./open-cluster";
import { choosePort, runningPort, startPostmaster, stopPostmaster } from "./postmaster";

/** An embedded PostgreSQL server that is kept running until `stop`. */
export interface EmbeddedPostgres {
  /** The address of the database, with its password. Stays valid when the server had to be restarted. */
  readonly url: string;
  /** Stops the server, unless another process still uses it: the last one stops it. */
  stop(): Promise<void>;
}

interface Options {
  readonly dataDirectory: string;
  readonly log?: (line: string) => void;
}

const startPatienceMs = 90_000; // recovery after a crash may take long
const longestPauseMs = 5_000;
/** Held shared by every process that uses the server, so that a stopping one can tell whether it is the last. */
const usersLock = 7_265_103;

/**
 * Starts PostgreSQL on the cluster under `dataDirectory` (made on the first start), or adopts the one that
 * runs there. States: running -> (server died) -> restarting, with growing pauses -> running; -> stopped.
 * The connection that holds this lock is the sensor: when it breaks, the server is checked.
 * @throws RegionaryError INVALID_CONFIGURATION or STORAGE_UNAVAILABLE, with the last lines of the log.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  return start(options).catch((error: unknown) => {
    throw explainDisk(options.dataDirectory, error) ?? error;
  });
}

async function start(options: Options): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const cluster = await openCluster(options.dataDirectory, log);
  const first = await openWithPatience(cluster);
  const { port } = first;
  await createDatabase(first.keeper);

  let keeper = first.keeper;
  let stopped = false;
  let repair: Promise<void> | undefined;
  const watch = () => keeper.once("end", () => (repair = stopped ? undefined : restart()));
  const restart = async () => {
    for (let pauseMs = 100; !stopped; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        keeper = (await openOnce(cluster, port)).keeper;
        log("PostgreSQL ended unexpectedly; it is running again");
        watch();
        return;
      } catch (error) {
        if (pauseMs >= longestPauseMs)
          log(
            `PostgreSQL could not be restarted yet: ${(explainDisk(options.dataDirectory, error) ?? (error as Error)).message}`,
          );
        await delay(pauseMs);
      }
    }
  };
  watch();

  return {
    url: databaseUrl(cluster, port, clusterUser),
    stop: async () => {
      if (stopped) return;
      stopped = true;
      await repair;
      if (await isLastUser(keeper)) await stopPostmaster(cluster);
      await keeper.end().catch(() => undefined);
    },
  };
}

interface Opened {
  readonly keeper: Client;
  readonly port: number;
}

/** Other processes may be starting or stopping the same server, or it may be recovering: try again. */
async function openWithPatience(cluster: Cluster): Promise<Opened> {
  const giveUpAt = Date.now() + startPatienceMs;
  for (let failedStarts = 0; ; ) {
    try {
      return await openOnce(cluster);
    } catch (error) {
      if (isOfFiles(error)) throw error;
      if (error instanceof RegionaryError) failedStarts += 1;
      if (failedStarts === 3 || Date.now() > giveUpAt) throw explained(error);
      await delay(150);
    }
  }
}

async function openOnce(cluster: Cluster, fixedPort?: number): Promise<Opened> {
  let port = await runningPort(cluster);
  if (port === undefined) {
    port = fixedPort ?? (await choosePort(cluster));
    const failure = await startPostmaster(cluster, port);
    if (failure !== null && (await runningPort(cluster)) === undefined) {
      throw new RegionaryError("STORAGE_UNAVAILABLE", `PostgreSQL did not start:\n${failure}`);
    }
  }
  const keeper = new Client({ connectionString: databaseUrl(cluster, port, "postgres"), keepAlive: true });
  keeper.on("error", () => undefined); // always followed by "end", which is handled
  await keeper.connect();
  await keeper.query("SELECT pg_advisory_lock_shared($1)", [usersLock]);
  return { keeper, port };
}

async function createDatabase(keeper: Client): Promise<void> {
  const { rowCount } = await keeper.query("SELECT 1 FROM pg_database WHERE datname = $1", [clusterUser]);
  if (rowCount !== 0) return;
  await keeper.query(`CREATE DATABASE "${clusterUser}"`).catch((error) => {
    const madeByAnother = error.code === "42P04" || error.code === "23505";
    if (!madeByAnother) throw error;
  });
}

async function isLastUser(keeper: Client): Promise<boolean> {
  try {
    await keeper.query("SELECT pg_advisory_unlock_shared($1)", [usersLock]);
    const { rows } = await keeper.query("SELECT pg_try_advisory_lock($1) AS alone", [usersLock]);
    return rows[0].alone === true;
  } catch {
    return true; // the connection is gone: the server is already down, or must not be left running unattended
  }
}

function databaseUrl(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${clusterUser}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** A file that cannot be read or written now will not be a moment later. */
function isOfFiles(error: unknown): boolean {
  return ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"].includes(
    (error as NodeJS.ErrnoException)?.code ?? "",
  );
}

function explained(error: unknown): RegionaryError {
  if (error instanceof RegionaryError) return error;
  const reason = error instanceof Error ? error.message || String(error) : String(error);
  return new RegionaryError(
    "STORAGE_UNAVAILABLE",
    `The embedded PostgreSQL cannot be used: ${reason}`,
    {},
    { cause: error },
  );
}
