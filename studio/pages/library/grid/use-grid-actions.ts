import { type KeyboardEvent, type MouseEvent, useMemo, useState } from "react";
import { countOf } from "../selection/selection";
import type { Selecting } from "../selection/use-selection";
import type { GridActions, GridShape } from "./image-grid";

/** How far each key moves, in images. */
const MOVES: Readonly<Record<string, (grid: GridShape) => number>> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: ({ columns }) => columns,
  ArrowUp: ({ columns }) => -columns,
  PageDown: ({ page }) => page,
  PageUp: ({ page }) => -page,
  End: () => Number.POSITIVE_INFINITY,
  Home: () => Number.NEGATIVE_INFINITY,
};

interface Doings {
  readonly total: number;
  readonly onOpen: (index: number) => void;
  readonly onDelete: (index: number) => void;
  /** A range was to be selected that is too long. */
  readonly onTooMany: () => void;
}

/** What clicks and keys do in the grid; `active` is the place of the image that keys are for. */
export function useGridActions(
  { selection, toggle, extend, selectAll, clear }: Selecting,
  { total, onOpen, onDelete, onTooMany }: Doings,
): { readonly active: number; readonly actions: GridActions } {
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, Math.max(0, total - 1));
  const actions = useMemo<GridActions>(() => {
    const isSelecting = countOf(selection) > 0;
    const extendTo = (index: number) => void extend(index).then((isDone) => isDone || onTooMany());

    const move = (by: number, isRange: boolean) => {
      const next = Math.min(total - 1, Math.max(0, active + by));
      setActive(next);
      if (isRange) extendTo(next);
    };
    /** False for a key that is none of the grid's. */
    const press = (event: KeyboardEvent, grid: GridShape): boolean => {
      const { key, shiftKey } = event;
      if (event.ctrlKey || event.metaKey) {
        if (key !== "a") return false;
        void selectAll();
        return true;
      }
      if (key === " ") shiftKey ? extendTo(active) : toggle(active);
      else if (key === "Enter") onOpen(active);
      else if (key === "Delete" || key === "Backspace") onDelete(active);
      else if (key === "Escape" && isSelecting) clear();
      else if (MOVES[key]) move(MOVES[key](grid), shiftKey);
      else return false;
      return true;
    };
    return {
      onClick(index, event: MouseEvent) {
        event.preventDefault(); // links are followed by the studio itself
        setActive(index);
        const isOnCheck = event.target instanceof Element && event.target.matches("[data-check]");
        if (event.shiftKey) extendTo(index);
        else if (isSelecting || isOnCheck || event.ctrlKey || event.metaKey) toggle(index);
        else onOpen(index);
      },
      onKey(event, grid) {
        if (!event.altKey && press(event, grid)) event.preventDefault();
      },
    };
  }, [active, total, selection, toggle, extend, selectAll, clear, onOpen, onDelete, onTooMany]);
  return { active, actions };
}
