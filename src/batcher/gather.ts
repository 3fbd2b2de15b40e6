/** Items that are handled together, because that costs less than one by one. */
interface Gathering<I> {
  /** Resolves when the item has been handled; rejects if those that it was handled with could not be. */
  add(item: I): Promise<void>;
  /** Handles what waits at once. Resolves when nothing is left to be handled, whether that went well or not. */
  flush(): Promise<void>;
}

interface Group<I> {
  readonly items: I[];
  readonly handled: Promise<void>;
  readonly settle: (handling: Promise<void>) => void;
  readonly timer: NodeJS.Timeout;
}

/** Handles items as soon as `most` are there, or `waitMs` after the first of them; one group at a time. */
export function gather<I>(
  { most, waitMs }: { readonly most: number; readonly waitMs: number },
  handle: (items: readonly I[]) => Promise<void>,
): Gathering<I> {
  let open: Group<I> | null = null;
  let last: Promise<void> = Promise.resolve();

  const begin = ({ items, handled, settle, timer }: Group<I>) => {
    clearTimeout(timer);
    open = null;
    settle(last.then(() => handle(items)));
    last = handled.catch(() => undefined);
  };
  const newGroup = (): Group<I> => {
    let settle: Group<I>["settle"] = () => undefined;
    const handled = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const group: Group<I> = { items: [], handled, settle, timer: setTimeout(() => begin(group), waitMs) };
    return group;
  };

  return {
    add(item) {
      open ??= newGroup();
      const group = open;
      group.items.push(item);
      if (group.items.length >= most) begin(group);
      return group.handled;
    },
    async flush() {
      if (open) begin(open);
      await last;
    },
  };
}
