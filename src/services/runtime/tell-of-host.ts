import { randomUUID } from "node:crypto";
import os from "node:os";
import { endHost, forgetEndedHosts, type HostStatus, tellOfHost } from "../../storage/hosts/hosts";
import type { ServiceContext } from "../context";
import { cpuMs, memoryStatus } from "./process-status";

const INTERVAL_MS = 5_000;

/**
 * Shows other processes of the database that this one is there, and how it is, until the returned function is
 * called. While the database is away nothing is told.
 */
export async function tellOfThisHost(
  { db, engine, version, storageTrouble }: ServiceContext,
  processName: string,
): Promise<() => Promise<void>> {
  const id = randomUUID();
  const name = os.hostname();
  const statusNow = createHostStatus(engine);
  const tell = () => tellOfHost(db, { id, name, processName, version, status: statusNow() });
  await forgetEndedHosts(db, name);
  await tell();
  const timer = setInterval(() => void tell().catch(storageTrouble.note), INTERVAL_MS).unref();
  return async () => {
    clearInterval(timer);
    await endHost(db, id).catch(() => undefined);
  };
}

/** What this process tells of itself, each time with what it took since the last. */
function createHostStatus(engine: ServiceContext["engine"]): () => HostStatus {
  let last = { at: performance.now(), cpuMs: cpuMs() };
  return () => {
    const now = { at: performance.now(), cpuMs: cpuMs() };
    const coresBusy = (now.cpuMs - last.cpuMs) / Math.max(1, now.at - last.at);
    last = now;
    const { imagesEncoded, imagesScored } = engine.stats();
    return {
      provider: engine.provider.inUse,
      threads: engine.threads,
      cores: os.availableParallelism(),
      memory: memoryStatus(),
      coresBusy,
      imagesEncoded,
      imagesScored,
    };
  };
}
