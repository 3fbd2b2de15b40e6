import type { InferenceSession } from "onnxruntime-node";
import { openSession, type Runtime } from "./open-session";

/** The model that sessions belong to, and how they run. */
export interface ShelfModel {
  readonly key: string;
  readonly runtime: Runtime;
}

/**
 * The sessions of a thread: each file is open once for a number of threads, however many models it belongs to, or once
 * for each shape.
 */
export interface SessionShelf {
  /**
   * Opens a model's file unless it is open for as many threads; otherwise it runs with the settings of its first opening.
   * With `rows` the session is for batches of that size alone.
   */
  get(model: ShelfModel, file: string, rows?: number): Promise<InferenceSession>;
  /** Forgets a model, and closes what no other model uses. */
  drop(key: string): Promise<void>;
  dropAll(): Promise<void>;
}

/**
 * Keeps the sessions of the `capacity` models used last, opened by `open`. Not for concurrent use: a thread works on one
 * task at a time, so a session that is closed to make room is never in use.
 */
export function createSessionShelf(capacity: number, open = openSession): SessionShelf {
  const sessions = new Map<string, InferenceSession>();
  const models = new Map<string, Set<string>>(); // the sessions of each, in order of last use

  const release = async (): Promise<void> => {
    const used = new Set([...models.values()].flatMap((names) => [...names]));
    for (const [name, session] of sessions) {
      if (used.has(name)) continue;
      sessions.delete(name);
      await session.release();
    }
  };

  return {
    async get({ key, runtime }, file, rows) {
      const name = `${file} ${runtime.threads}${rows === undefined ? "" : ` for ${rows}`}`;
      const names = models.get(key) ?? new Set();
      models.delete(key);
      models.set(key, names.add(name));
      const [oldest] = models.keys();
      if (models.size > capacity && oldest !== undefined) {
        models.delete(oldest);
        await release();
      }
      const session = sessions.get(name) ?? (await open(file, runtime));
      sessions.set(name, session);
      return session;
    },
    async drop(key) {
      if (models.delete(key)) await release();
    },
    async dropAll() {
      models.clear();
      await release();
    },
  };
}
