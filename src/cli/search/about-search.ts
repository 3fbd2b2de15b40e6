import type { SearchPage } from "../../services/search/search-page";

/** What is said of a search as a whole, from its last page. */
export interface AboutSearch
  extends Pick<SearchPage, "total" | "indexed" | "exact" | "calibrated" | "rescored"> {
  readonly model: string;
  /** How many of what was found were given. */
  readonly shown: number;
}

/** Passes the pages of a search on, and keeps what is said of it. */
export function watchPages(pages: AsyncIterable<SearchPage>, limit: number) {
  let about: AboutSearch | null = null;
  async function* watched(): AsyncGenerator<SearchPage> {
    for await (const page of pages) {
      const { total, indexed, exact, calibrated, rescored, model, edges } = page;
      const shown = Math.min(limit, edges.at(-1)?.rank ?? about?.shown ?? 0);
      const name = `${model.name}@${model.version}`;
      about = {
        model: name,
        shown,
        total,
        indexed,
        calibrated,
        rescored,
        exact: exact && (about?.exact ?? true),
      };
      yield page;
    }
  }
  return { pages: watched(), about: () => about };
}

/** The same for a person. */
export function describeSearch(
  { shown, total, exact, indexed, calibrated, rescored }: AboutSearch,
  {
    atLeast,
    hasLabels,
    isLike,
  }: { readonly atLeast: number | undefined; readonly hasLabels: boolean; readonly isLike: boolean },
): string[] {
  if (indexed.of === 0)
    return [
      "No pictures are stored. Add some (regionary images add FOLDER), or look in a folder: --in FOLDER.",
    ];
  const { found, atMost, isExact } = total;
  const all = isExact ? count(found) : `${count(found)} to ${count(atMost)}`;
  const above = atLeast === undefined ? "" : ` with a probability of at least ${atLeast}`;
  const lines = [`${count(shown)} of ${all} ${isExact && found === 1 ? "picture" : "pictures"}${above}`];
  if (!exact)
    lines.push(
      `These are the best by estimate; ${count(rescored)} pictures were scored in full. --proven waits until it is proven that none is better.`,
    );
  const left = indexed.of - indexed.images;
  if (left > 0) lines.push(`${count(left)} pictures are not indexed, and were not looked at.`);
  if (hasLabels && !calibrated)
    lines.push(
      `There are no probabilities for this, so every picture is ranked, whether it shows this or not. ${
        isLike
          ? "Likeness to a picture has none."
          : "An evaluation of the model gives them: bin/regionary evaluate SET."
      }`,
    );
  return lines;
}

const count = (value: number): string => value.toLocaleString("en-US");
