import { Client } from "pg";
import { TRAINING_CHANNEL } from "../trainings/training-events";
import { BATCH_CHANNEL } from "./batch-events";

const RECONNECT_DELAY_MS = 500;

/** Wakes whoever waits for a batch or a training, over one LISTEN connection for the whole process. */
export interface EventListener {
  /** Calls `wake` whenever what has this id may have new events; returns the way to stop. */
  watch(id: string, wake: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Notifications are hints: a subscriber reads the events from their table. So after a lost connection it
 * is enough to wake everybody once.
 */
export async function listenToEvents(url: string): Promise<EventListener> {
  const watchers = new Map<string, Set<() => void>>();
  let client: Client | undefined;
  let closed = false;

  const wakeAll = () => {
    for (const wakes of watchers.values()) for (const wake of wakes) wake();
  };
  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString: url, keepAlive: true });
    const lost = () => {
      if (client !== next) return;
      client = undefined;
      scheduleReconnect();
    };
    next.on("error", lost);
    next.on("end", lost);
    next.on("notification", ({ payload }) => {
      for (const wake of watchers.get(payload!) ?? []) wake();
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${BATCH_CHANNEL}; LISTEN ${TRAINING_CHANNEL}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    if (closed) return next.end();
    client = next;
    wakeAll();
  };
  const scheduleReconnect = () => {
    if (closed) return;
    setTimeout(() => {
      if (!closed) connect().catch(scheduleReconnect);
    }, RECONNECT_DELAY_MS).unref();
  };
  await connect();

  return {
    watch(id, wake) {
      const wakes = watchers.get(id) ?? new Set();
      watchers.set(id, wakes.add(wake));
      return () => {
        wakes.delete(wake);
        if (wakes.size === 0) watchers.delete(id);
      };
    },
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
