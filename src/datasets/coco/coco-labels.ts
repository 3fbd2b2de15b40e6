import type { SourceLabel } from "../benchmark-source";
import { invalidDataset, quoted } from "../invalid-dataset";
import { readSourceLabels } from "../source-labels";
import type { CocoInstances } from "./read-coco-instances";

/** The categories that are labels, in the file's order, and the names of those that only group others. */
export async function cocoLabels(
  instances: CocoInstances,
  listFile: string | undefined,
  file: string,
): Promise<{ labels: SourceLabel[]; groups: string[] }> {
  const listed = listFile === undefined ? null : await readSourceLabels(listFile);
  const trainings = new Map(listed?.map(({ name, training }) => [name.normalize("NFC"), training]));
  const groupIds = groupsOf(instances);
  const labels: SourceLabel[] = [];
  const groups: string[] = [];
  for (const [id, { name }] of instances.categories) {
    const training = trainings.get(name);
    if (training === undefined && groupIds.has(id)) {
      groups.push(name);
      continue;
    }
    if (listed && training === undefined) {
      const problem = `the category ${quoted(name)} of ${file} is not in it`;
      throw invalidDataset({ file: listFile! }, problem, 'Add it, with "seen" or "unseen".');
    }
    labels.push({ key: id, name, training: training ?? "UNKNOWN" });
  }
  return { labels, groups };
}

/**
 * Categories that group others (Roboflow writes one above all): named as another's supercategory, and never said to be
 * present or absent.
 */
function groupsOf({ images, categories, annotations }: CocoInstances): ReadonlySet<string> {
  const parents = new Set<string>();
  for (const { name, supercategory } of categories.values()) {
    if (supercategory !== null && supercategory !== name) parents.add(supercategory);
  }
  const groups = new Set([...categories].filter(([, { name }]) => parents.has(name)).map(([id]) => id));
  if (groups.size === 0) return groups;
  for (const ofImage of annotations.values()) for (const { categoryId } of ofImage) groups.delete(categoryId);
  for (const { absent, present } of images.values()) {
    for (const id of [...(absent ?? []), ...(present ?? [])]) groups.delete(id);
  }
  return groups;
}
