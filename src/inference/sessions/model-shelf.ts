import type { InferenceSession } from "onnxruntime-node";
import { releaseSessions } from "./open-session";

/**
 * Keeps the sessions of up to `capacity` models open, by their key. Not for concurrent use: a thread works
 * on one task at a time, so a model that makes room is never in use.
 */
export function createModelShelf<
  M extends { readonly key: string },
  S extends Record<string, InferenceSession>,
>(
  capacity: number,
  open: (model: M) => Promise<S>,
): { get(model: M): Promise<S>; drop(model: M): Promise<void> } {
  const shelf = new Map<string, S>(); // in order of last use

  return {
    async get(model) {
      const sessions = shelf.get(model.key);
      if (sessions) {
        shelf.delete(model.key);
        shelf.set(model.key, sessions);
        return sessions;
      }
      for (const [key, oldest] of shelf) {
        if (shelf.size < capacity) break;
        shelf.delete(key);
        await releaseSessions(oldest);
      }
      const opened = await open(model);
      shelf.set(model.key, opened);
      return opened;
    },
    async drop({ key }) {
      const sessions = shelf.get(key);
      shelf.delete(key);
      if (sessions) await releaseSessions(sessions);
    },
  };
}
