import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import path from "node:path";
import type { Cluster } from "./cluster";

const keptLogBytes = 8 * 1024 * 1024;
const shownLines = 15;

/**
 * Runs one of PostgreSQL's programs as the cluster's user, with its output in the cluster's log.
 * Resolves to null on success, else to the last lines that it (and the server it started) wrote there.
 */
export function runTool(
  cluster: Cluster,
  tool: "initdb" | "pg_ctl",
  args: readonly string[],
): Promise<string | null> {
  return loggedBy(
    cluster,
    (log) =>
      new Promise((resolve) => {
        const child = spawn(path.join(cluster.binaries, "bin", tool), args, {
          ...cluster.account,
          cwd: "/", // one that the other user can enter
          env: cleanEnvironment(),
          stdio: ["ignore", log, log],
          windowsHide: true,
          // In a process group of its own: a Ctrl-C at the terminal is for Regionary, and must not interrupt a stop.
          detached: process.platform !== "win32",
        });
        child.once("error", (error) => resolve(`${tool}: ${error.message}`));
        child.once("exit", (code, signal) =>
          resolve(code === 0 ? null : `${tool} ended with ${signal ?? code}`),
        );
      }),
  );
}

/** Lets `work` write into the cluster's log; what it says has gone wrong is preceded by what was written there. */
export async function loggedBy(
  { account, logFile }: Cluster,
  work: (log: number) => Promise<string | null>,
): Promise<string | null> {
  const log = await open(logFile, "a", 0o600);
  try {
    if (account) await log.chown(account.uid, account.gid);
    if ((await log.stat()).size > keptLogBytes) await log.truncate();
    const before = (await log.stat()).size;
    const outcome = await work(log.fd);
    return outcome === null ? null : `${await lastLines(logFile, before)}${outcome}`;
  } finally {
    await log.close();
  }
}

/** A user's PGDATA, PGPORT and the like mean their own server, never this one; messages are in English. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: "C" };
}

async function lastLines(file: string, from: number): Promise<string> {
  const log = await open(file, "r");
  try {
    const { size } = await log.stat();
    const start = Math.max(from, size - 64 * 1024);
    const { buffer, bytesRead } = await log.read({ buffer: Buffer.alloc(size - start), position: start });
    const lines = buffer.toString("utf8", 0, bytesRead).trimEnd().split("\n");
    return lines
      .slice(-shownLines)
      .map((line) => `${line}\n`)
      .join("");
  } finally {
    await log.close();
  }
}
