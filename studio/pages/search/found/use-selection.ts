import { useRef, useState } from "react";

/** Images that a person has chosen among those found: one by one, or up to one with the shift key. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  /** `order`: the ids as they are shown, of which `isRange` takes those from the one that was toggled last. */
  const toggle = (id: string, order: readonly string[], isRange: boolean): void => {
    const [from, to] = [last.current === null ? -1 : order.indexOf(last.current), order.indexOf(id)];
    const ids = isRange && from >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    last.current = id;
    setChosen((old) => {
      const next = new Set(old);
      const isAdding = !old.has(id);
      for (const one of ids) isAdding ? next.add(one) : next.delete(one);
      return next;
    });
  };
  return { chosen, toggle, clear: () => setChosen(new Set()) };
}
