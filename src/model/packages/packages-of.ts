import type { ModelDescription } from "../description";

/** The names of the packages that hold a model's files. */
export function packagesOf({ encode, labels, score }: ModelDescription): string[] {
  const files = [...encode.map(({ file }) => file), score.graph, score.maps];
  if (labels.from === "words") files.push(labels.classifiers);
  return [...new Set(files.map((file) => file.slice(0, file.indexOf("/"))))];
}
