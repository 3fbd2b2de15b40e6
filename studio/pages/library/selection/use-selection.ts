import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { graphql } from "../../../api/graphql";
import { showProblem } from "../../../parts/show-problem";
import type { ImageFilter } from "../filters/image-list-of";
import type { ImagePages } from "../grid/image-pages";
import { countOf, MOST_IDS, NOTHING, type Selection, toggled, withAll } from "./selection";

const Newest = graphql(`
  query NewestInLibrary($filter: ImageFilter) {
    images(first: 1, filter: $filter, orderBy: { by: ADDED, direction: DESC }) {
      totalCount
      edges { node { id createdAt } }
    }
  }
`);

export interface Selecting {
  readonly selection: Selection;
  /** Takes one in, or out; ranges begin there. */
  toggle(index: number): void;
  /** Takes in all from where the last one was taken to here. False where these are too many. */
  extend(index: number): Promise<boolean>;
  /** All that meet the filter now: what is added later is not meant. */
  selectAll(): Promise<void>;
  clear(): void;
}

/** What is selected in a list. */
export function useSelection(pages: ImagePages, filter: ImageFilter): Selecting {
  const client = useClient();
  const [selection, setSelection] = useState<Selection>(NOTHING);
  /** Where ranges begin, and what was selected before them. */
  const from = useRef({ index: 0, before: NOTHING });
  const asked = useRef(0);

  const toggle = useCallback(
    (index: number) => {
      const image = pages.at(index);
      if (!image) return;
      asked.current++;
      setSelection((old) => {
        const selection = toggled(old, image.node.id);
        from.current = { index, before: selection };
        return selection;
      });
    },
    [pages],
  );
  const extend = useCallback(
    async (index: number) => {
      const { index: start, before } = from.current;
      const [first, last] = [Math.min(start, index), Math.max(start, index)];
      if (last - first >= MOST_IDS) return false;
      const place = ++asked.current;
      const images = await pages.read(first, last);
      if (place !== asked.current) return true; // something else was selected meanwhile
      const selection = withAll(
        before,
        images.map(({ node }) => node.id),
      );
      if (countOf(selection) > MOST_IDS) return false;
      setSelection(selection);
      return true;
    },
    [pages],
  );
  const selectAll = useCallback(async () => {
    const place = ++asked.current;
    const { data, error } = await client.query(Newest, { filter }, { requestPolicy: "network-only" });
    showProblem(error);
    const newest = data?.images.edges[0];
    if (!newest || place !== asked.current) return;
    const addedBefore = new Date(Date.parse(newest.node.createdAt) + 1).toISOString();
    setSelection({ kind: "all", filter: { ...filter, addedBefore }, count: data.images.totalCount });
  }, [client, filter]);
  const clear = useCallback(() => {
    asked.current++;
    from.current = { ...from.current, before: NOTHING };
    setSelection(NOTHING);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: of another list nothing is selected
  useEffect(clear, [clear, filter]);
  return { selection, toggle, extend, selectAll, clear };
}
