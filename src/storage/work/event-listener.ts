import { Client } from "pg";
import { clientConfig } from "../connection/client-config";
import type { WorkKind } from "../generated/client";
import { WORK_CHANNEL } from "./work-events";
import type { WorkState } from "./work-states";

const RECONNECT_DELAY_MS = 500;

/** A change in some work. */
interface WorkChange {
  readonly id: string;
  readonly kind: WorkKind;
  readonly state: WorkState | "REMOVED";
}

/** Is called with a change, or with null when changes may have been missed. */
type OnChange = (change: WorkChange | null) => void;

/** Wakes whoever waits for changes of work, over one LISTEN connection for the whole process. */
export interface EventListener {
  /**
   * Calls `wake` whenever some work, or any if no id is given, may have new events; returns a function that
   * stops it.
   */
  watch(id: string | null, wake: OnChange): () => void;
  close(): Promise<void>;
}

/**
 * Notifications are hints: a subscriber reads the events from their table. So, after a lost connection, it
 * is enough to wake everybody once.
 */
export async function listenToEvents(url: string): Promise<EventListener> {
  const watchers = new Map<string | null, Set<OnChange>>();
  let client: Client | undefined;
  let closed = false;

  const wakeAll = () => {
    for (const wakes of watchers.values()) for (const wake of wakes) wake(null);
  };
  const connect = async (): Promise<void> => {
    const next = new Client(clientConfig(url));
    const lost = () => {
      if (client !== next) return;
      client = undefined;
      scheduleReconnect();
    };
    next.on("error", lost);
    next.on("end", lost);
    next.on("notification", ({ payload }) => {
      const change = changeOf(payload!);
      for (const id of [change.id, null]) for (const wake of watchers.get(id) ?? []) wake(change);
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${WORK_CHANNEL}`);
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

function changeOf(payload: string): WorkChange {
  const [id, kind, state] = payload.split(" ");
  return { id, kind, state } as WorkChange; // as the statements and the trigger write it
}
