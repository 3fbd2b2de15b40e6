import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

const PREFIX = "regionary-work-";
const OURS = `${PREFIX}${os.hostname()}-`;
/** What follows that: a process, and six characters by `mkdtemp`. Another host's name may begin as this one's. */
const OWNER = /^(\d+)-[^-]{6}$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Runs `work` with an empty directory under `parent`, and removes it afterward. What killed commands left
 * there is removed first.
 */
export async function withWorkDirectory<T>(
  parent: string,
  work: (directory: string) => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true });
  await sweep(parent);
  const directory = await mkdtemp(path.join(parent, `${OURS}${process.pid}-`));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const directory = path.join(parent, name);
    if (!name.startsWith(PREFIX) || !(await isLeft(directory))) continue;
    // In a shared directory it may belong to another user, who then has to remove it.
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Whether nobody is working in it: its process is gone, or (on another host, where that cannot be seen) a day has passed. */
async function isLeft(directory: string): Promise<boolean> {
  const name = path.basename(directory);
  const owner = name.startsWith(OURS) && OWNER.exec(name.slice(OURS.length))?.[1];
  if (owner && !isRunning(Number(owner))) return true;
  const { mtimeMs } = await stat(directory).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
  return Date.now() - mtimeMs > DAY_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
