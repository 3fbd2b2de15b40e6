import { useRef } from "react";

interface Progress {
  readonly phase: string | null;
  readonly done: number;
  readonly total: number;
}

/** Before that an estimate would jump about. */
const LEAST_MS = 3_000;

/**
 * How many seconds are left of some work at the pace seen since it is shown, or since its phase began; null until that can
 * be told.
 */
export function useTimeLeft(id: string, { phase, done, total }: Progress): number | null {
  const begun = useRef({ id, phase, done, at: Date.now() });
  const before = begun.current;
  if (before.id !== id || before.phase !== phase || done < before.done)
    begun.current = { id, phase, done, at: Date.now() };
  const { done: doneThen, at } = begun.current;
  const ms = Date.now() - at;
  if (ms < LEAST_MS || done <= doneThen || total <= done) return null;
  return ((total - done) * ms) / (done - doneThen) / 1_000;
}
