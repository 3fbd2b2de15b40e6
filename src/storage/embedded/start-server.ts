import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Cluster } from "./cluster";
import { cleanEnvironment, loggedBy } from "./run-tool";

const TIMEOUT_MS = 60_000;
const POLL_MS = 30;
const STATUS_LINE = 7; // of postmaster.pid, whose layout is PostgreSQL's

/**
 * Starts the server itself, and not by pg_ctl, which hands the names of folders to a shell. It goes on without this
 * process. Resolves to null once it takes connections, or to the end of its log if it did not start.
 */
export function startServer(cluster: Cluster, settings: readonly string[]): Promise<string | null> {
  return loggedBy(cluster, async (log) => {
    const { account, binaries, data } = cluster;
    const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
    const child = spawn(path.join(binaries, "bin", "postgres"), args, {
      ...account,
      cwd: "/", // one that the other user can enter
      env: cleanEnvironment(),
      stdio: ["ignore", log, log],
      detached: true, // a session of its own: no terminal's Ctrl-C reaches it
    });
    let ended: string | undefined;
    child.once("error", (error) => (ended = `postgres: ${error.message}`));
    child.once("exit", (code, signal) => (ended ??= `postgres ended with ${signal ?? code}`));
    child.unref();
    for (const giveUpAt = Date.now() + TIMEOUT_MS; ended === undefined; await delay(POLL_MS)) {
      if (await isReady(cluster, child.pid)) return null;
      if (Date.now() > giveUpAt) return `postgres was not ready after ${TIMEOUT_MS / 1000} s`;
    }
    return ended;
  });
}

async function isReady({ data }: Cluster, pid: number | undefined): Promise<boolean> {
  const lines = (await readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  return Number(lines[0]) === pid && lines[STATUS_LINE]?.trim() === "ready";
}
