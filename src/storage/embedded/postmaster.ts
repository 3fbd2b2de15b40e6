import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { RegionaryError } from "../../errors";
import type { Cluster } from "./cluster";
import { runTool } from "./run-tool";
import { startServer } from "./start-server";

const startTimeoutSeconds = 60;

/** The port of the server that runs on this cluster now, no matter who started it; undefined if none does. */
export async function runningPort(cluster: Cluster): Promise<number | undefined> {
  const pidFile = path.join(cluster.data, "postmaster.pid");
  const lines = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])]; // the file's layout is PostgreSQL's: pid, data, start, port
  if (!pid || !port) return undefined;
  const state = await processState(pid);
  // After a crash the number may belong to another program, or to a zombie in a container: PostgreSQL would refuse.
  if (state === "other") await rm(pidFile, { force: true });
  return state === "postgres" ? port : undefined;
}

/** Starts the server on `port`. Resolves to null, or to the end of its log if it did not start. */
export function startPostmaster(cluster: Cluster, port: number): Promise<string | null> {
  const settings = ["listen_addresses=127.0.0.1", `port=${port}`];
  if (process.platform !== "win32") return startServer(cluster, [...settings, "unix_socket_directories="]);
  return runTool(cluster, "pg_ctl", [
    "start",
    "--wait",
    `--timeout=${startTimeoutSeconds}`,
    `--pgdata=${cluster.data}`,
    `--log=${cluster.logFile}`,
    `--options=${settings.map((setting) => `-c ${setting}`).join(" ")}`,
  ]);
}

/** Stops the server at once but cleanly: open transactions are rolled back, files are left consistent. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const failure = await runTool(cluster, "pg_ctl", [
    "stop",
    "--mode=fast",
    "--wait",
    `--pgdata=${cluster.data}`,
  ]);
  if (failure !== null && (await runningPort(cluster)) !== undefined) {
    throw new RegionaryError("STORAGE_UNAVAILABLE", `PostgreSQL did not stop:\n${failure}`);
  }
}

/** The last used port if it is free, otherwise any free one; remembered for the next start. */
export async function choosePort(cluster: Cluster): Promise<number> {
  const remembered = Number(await readFile(cluster.portFile, "utf8").catch(() => ""));
  const port = (remembered && (await tryPort(remembered))) || (await tryPort(0));
  if (port === undefined)
    throw new RegionaryError(
      "STORAGE_UNAVAILABLE",
      "No port is free on 127.0.0.1. Close programs that use ports, or set DATABASE_URL.",
    );
  if (port !== remembered) await writeFile(cluster.portFile, `${port}\n`);
  return port;
}

function tryPort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(wanted, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function processState(pid: number): Promise<"none" | "postgres" | "other"> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return "none";
  }
  if (process.platform !== "linux") return "postgres";
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""); // "pid (name) state ..."
  if (stat === "") return "none";
  return /\(postgres\) [^ZX]/.test(stat) ? "postgres" : "other";
}
