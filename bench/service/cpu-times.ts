import { readdirSync, readFileSync } from "node:fs";

/** CPU time in milliseconds, by who used it. Linux only: elsewhere all but `processMs` are NaN. */
export interface CpuTimes {
  /** All threads of the process. */
  readonly processMs: number;
  /** The thread that answers requests. */
  readonly apiMs: number;
  /** PostgreSQL's processes, those that have ended included. */
  readonly postgresMs: number;
}

/** Fields of /proc/PID/stat after the name, which may hold spaces: see proc_pid_stat(5). */
const PARENT = 1;
const CHILDREN_USER = 13;
const CHILDREN_SYSTEM = 14;
const TICK_MS = 10;

/** What was used since the processes began; `postmaster` is the process that PostgreSQL's others descend from. */
export function cpuTimes(postmaster: number): CpuTimes {
  const { user, system } = process.cpuUsage();
  return {
    processMs: (user + system) / 1000,
    apiMs: onCpuMs(`/proc/self/task/${process.pid}`),
    postgresMs: postgresMs(postmaster),
  };
}

export function parentOf(pid: number): number {
  return Number(statOf(pid)?.[PARENT] ?? Number.NaN);
}

function postgresMs(postmaster: number): number {
  const stat = statOf(postmaster);
  if (!stat) return Number.NaN;
  const ended = (Number(stat[CHILDREN_USER]) + Number(stat[CHILDREN_SYSTEM])) * TICK_MS;
  const children = readdirSync("/proc").filter((pid) => Number(pid) && parentOf(Number(pid)) === postmaster);
  const living = [postmaster, ...children].map((pid) => onCpuMs(`/proc/${pid}`));
  return living.reduce((sum, ms) => sum + (ms || 0), ended);
}

function statOf(pid: number): string[] | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function onCpuMs(folder: string): number {
  const nanoseconds = read(`${folder}/schedstat`)?.split(" ")[0];
  return Number(nanoseconds ?? Number.NaN) / 1e6;
}

/** null where there is no such file, since the process has ended or the system is another. */
function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
