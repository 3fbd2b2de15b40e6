import type { VariablesOf } from "../../api/graphql";
import type { FoundQuery } from "./found/found-query";
import type { SearchOrder, SearchView } from "./search-view";

export type SearchVariables = Omit<VariablesOf<typeof FoundQuery>, "after">;
type Terms = NonNullable<SearchVariables["query"]>;

/** The least probability, in percent, where a person has not chosen one. */
export const USUAL_LEAST = 50;
export const PAGE_SIZE = 60;

const ORDERS = {
  newest: { by: "TAKEN", direction: "DESC" },
  oldest: { by: "TAKEN", direction: "ASC" },
  name: { by: "NAME", direction: "ASC" },
} as const satisfies Record<SearchOrder, object>;

/** The words of a view that images should have, each once. */
export function wordsOf({ q, and = [], or = [], near = [] }: SearchView): string[] {
  const own = [...(q === undefined ? [] : [q]), ...and, ...or];
  return [...new Set(own.length > 0 ? own : near.flatMap(({ label, of }) => [label, of]))];
}

/** Whether there is anything to look for. */
const isSearch = (view: SearchView): boolean => view.like !== undefined || wordsOf(view).length > 0;

/** Whether what a view looks for has probabilities, with a model that gives them: likeness to an image has none. */
export const canCut = (view: SearchView, givesProbabilities: boolean): boolean =>
  givesProbabilities && view.like === undefined;

/** What the service is asked for a view; null where nothing is looked for. */
export function searchVariables(view: SearchView, givesProbabilities: boolean): SearchVariables | null {
  if (!isSearch(view)) return null;
  const least = canCut(view, givesProbabilities) ? (view.least ?? USUAL_LEAST) : 0;
  return {
    query: queryOf(view),
    filter: view.filter ?? null,
    orderBy: least > 0 && view.order ? ORDERS[view.order] : null,
    atLeastProbability: least > 0 ? least / 100 : null,
    modelVersionId: view.model ?? null,
    first: PAGE_SIZE,
  };
}

function queryOf(view: SearchView): SearchVariables["query"] {
  const { q, and = [], or = [], not = [], near = [], vocabulary } = view;
  const asLabels = (labels: readonly string[]) => ({
    labels: [...labels],
    ...(vocabulary !== undefined && { vocabularyId: vocabulary }),
  });
  const together = [...(q === undefined ? [] : [q]), ...and];
  const words = together.length > 0 || or.length > 0 ? together : wordsOf(view);
  const all = {
    ...(words.length > 0 && asLabels(words)),
    ...(view.like !== undefined && likeOf(view.like, view.part)),
  };
  const hasAll = Object.keys(all).length > 0;
  const alternatives = or.map((word) => asLabels([word]));
  return {
    ...(or.length > 0 ? { any: [...(hasAll ? [all] : []), ...alternatives] } : all),
    ...(not.length > 0 && { not: not.map((word) => asLabels([word])) }),
    ...(near.length > 0 && {
      near: near.map(({ label, relation, of }) => ({ label, relation, of })),
      ...(vocabulary !== undefined && { vocabularyId: vocabulary }),
    }),
  };
}

function likeOf(image: string, part: SearchView["part"]): Pick<Terms, "likeImage" | "likeRegion"> {
  if (!part) return { likeImage: image };
  const [left, top, right, bottom] = part;
  return { likeRegion: { imageId: image, box: { left, top, right, bottom } } };
}
