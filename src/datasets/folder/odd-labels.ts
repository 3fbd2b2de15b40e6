import { createTally, type Remark, remarksOn } from "../../remark";
import { quoted } from "../invalid-dataset";
import type { FolderImage } from "./folder-labels";

/** Remarks on labels that are taken as they are but look like something else: lists, or numbers of labels. */
export function oddLabels(images: readonly FolderImage[]): Remark[] {
  const first = new Map<string, FolderImage>();
  for (const image of images) {
    for (const label of image.labels.keys()) if (!first.has(label)) first.set(label, image);
  }
  const lists = createTally();
  for (const [label, { place }] of first) {
    if (looksLikeList(label, first)) lists.add(() => `${place.at}: ${quoted(label)}`);
  }
  const numbers = createTally();
  if ([...first.keys()].every((label) => /^\d+$/.test(label))) {
    for (const label of first.keys()) numbers.add(() => label);
  }
  return [
    ...remarksOn(
      "LABELS_LIKE_LISTS",
      lists,
      (count) =>
        `${count === 1 ? "1 label looks like a list of labels, and is" : `${count} labels look like lists of labels, and are`} taken for one name each. If they are lists, use the header image,labels, with ";" between labels.`,
    ),
    ...remarksOn(
      "NUMBERS_AS_LABELS",
      numbers,
      (count) => `All ${count} labels are numbers: say with --aliases which words they stand for.`,
    ),
  ];
}

function looksLikeList(label: string, labels: ReadonlyMap<string, unknown>): boolean {
  if (/^\[.*\]$/s.test(label) || /[;|]/.test(label)) return true;
  const isLabel = (part: string) => labels.has(part.trim());
  const [parts, words] = [label.split(/[,/]/), label.split(/\s+/)];
  return (parts.length > 1 && parts.some(isLabel)) || (words.length > 1 && words.every(isLabel));
}
