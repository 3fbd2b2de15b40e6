import { setMaxListeners } from "node:events";
import type { SubmitOptions } from "./batcher-options";
import type { WaitingItem } from "./policy";

/** An item from its submission to its outcome. */
export interface Entry<I, R> extends WaitingItem {
  readonly item: I;
  readonly bytes: number;
  /** The first call wins; later ones do nothing. */
  readonly settle: (outcome: Outcome<R>) => void;
}

type Outcome<R> = { readonly value: R } | { readonly error: unknown };

/** Makes an entry that settles a promise; `onAbort` is called if the signal fires before it is settled. */
export function createEntry<I, R>(
  what: Pick<Entry<I, R>, "item" | "bytes" | "group" | "priority" | "turn">,
  { signal, deadline, alone = false, begun = false }: SubmitOptions,
  promise: { readonly resolve: (value: R) => void; readonly reject: (error: unknown) => void },
  onAbort: (entry: Entry<I, R>, signal: AbortSignal) => void,
): Entry<I, R> {
  const abort = (): void => {
    if (signal) onAbort(entry, signal);
  };
  const entry: Entry<I, R> = {
    item: what.item, // each by name: a copy by `...what` costs more than all else here
    bytes: what.bytes,
    group: what.group,
    priority: what.priority,
    turn: what.turn,
    alone,
    begun,
    submittedAt: performance.now(),
    deadline: deadline ?? null,
    settle(outcome) {
      signal?.removeEventListener("abort", abort);
      if ("error" in outcome) promise.reject(outcome.error);
      else promise.resolve(outcome.value);
    },
  };
  if (signal) setMaxListeners(0, signal); // all items of a job may share one, so each removes its listener
  signal?.addEventListener("abort", abort, { once: true });
  return entry;
}
