/** A name that a pickle may mention. Only those with `call` can be applied to arguments. */
export interface PickleGlobal {
  readonly name: string;
  readonly call?: (args: readonly unknown[]) => unknown;
}

/** What the pickles of one file format may mention and refer to. */
export interface PickleRules {
  /** What the data are ("tensors"), for messages. */
  readonly holds: string;
  /** What to give instead of a pickle that asks for more, as a sentence without its period. */
  readonly instead: string;
  /**
   * The error for a pickle that is malformed or breaks these rules, from a reason that begins in lower case.
   */
  invalid(reason: string): Error;
  readonly globals: ReadonlyMap<string, PickleGlobal>;
  /** Whether a name outside `globals` is refused, or read as an inert object, which is never called. */
  readonly others: "refused" | "inert";
  persistentLoad(id: unknown): unknown;
  /** What `instance.__setstate__(state)` gives, or undefined if that is not understood. */
  build(instance: unknown, state: unknown): unknown;
}
