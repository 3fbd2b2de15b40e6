import type { ImageFilter } from "../filters/image-list-of";

/** Images that were chosen: one by one, or all that met the filter at a moment. */
export type Selection =
  | { readonly kind: "some"; readonly ids: ReadonlySet<string> }
  | { readonly kind: "all"; readonly filter: ImageFilter; readonly count: number };

export const NOTHING: Selection = { kind: "some", ids: new Set() };

/** More are to be chosen by a filter: the API takes as many ids. */
export const MOST_IDS = 10_000;

export const countOf = (selection: Selection): number =>
  selection.kind === "all" ? selection.count : selection.ids.size;

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.kind === "all" || selection.ids.has(id);

/** Takes an image in, or out; of all, it alone stays. */
export function toggled(selection: Selection, id: string): Selection {
  if (selection.kind === "all") return { kind: "some", ids: new Set([id]) };
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: "some", ids };
}

export function withAll(selection: Selection, more: readonly string[]): Selection {
  const ids = selection.kind === "all" ? more : [...selection.ids, ...more];
  return { kind: "some", ids: new Set(ids) };
}

/** As the API's mutations take it. */
export const chosenImages = (selection: Selection) =>
  selection.kind === "all" ? { filter: selection.filter } : { imageIds: [...selection.ids] };
