import type { SearchPage } from "../../services/search/search-page";

/** What a person is told of a search beside what it found. */
export function describeSearch(
  { total, exact, indexed, calibrated, rescored }: SearchPage,
  shown: number,
  { atLeast }: { readonly atLeast?: number },
): string[] {
  const { found, atMost, isExact } = total;
  const all = isExact ? count(found) : `${count(found)} to ${count(atMost)}`;
  const above = atLeast === undefined ? "" : ` with a probability of at least ${atLeast}`;
  const left = indexed.of - indexed.images;
  return [
    `${count(shown)} of ${all} ${found === 1 && isExact ? "picture" : "pictures"}${above}`,
    ...(exact
      ? []
      : [
          `These are the best by estimate, and ${count(rescored)} pictures were scored in full: to wait until the order is proven, give --proven.`,
        ]),
    ...(left > 0 ? [`${count(left)} pictures are not indexed, and were not looked at.`] : []),
    ...(calibrated
      ? []
      : [
          "The model has no probabilities for this, so that every picture is ranked, whether it shows this or not. An evaluation gives them: bin/regionary evaluate SET.",
        ]),
  ];
}

const count = (value: number): string => value.toLocaleString("en-US");
