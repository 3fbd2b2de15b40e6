import type { Client, RequestPolicy } from "@urql/core";
import { graphql, type ResultOf, type VariablesOf } from "../../../api/graphql";

/** As many as the API gives at a time. */
const PAGE = 100;
/** Beyond this many pages, those that were looked at first are forgotten. */
const MOST_PAGES = 60;
/** A scroll bar passes over thousands of images: only those that stay in view for so long are asked for. */
const SETTLE_MS = 80;

export const LibraryImages = graphql(`
  query LibraryImages($filter: ImageFilter, $orderBy: ImageOrder, $offset: Int!, $width: Int!) {
    images(first: 100, offset: $offset, filter: $filter, orderBy: $orderBy) {
      edges { cursor node { id name createdAt capturedAt thumbnailUrl(width: $width) } }
    }
  }
`);

/** An image in its place in the list. */
export type ListedImage = ResultOf<typeof LibraryImages>["images"]["edges"][number];

interface Page {
  images: readonly ListedImage[];
  /** Ends what keeps it up to date; null for one that is out of sight. */
  unfollow: (() => void) | null;
}

/** The images of a list by their places, as far as they were looked at. */
export interface ImagePages {
  at(index: number): ListedImage | undefined;
  /** Has what is in view, and what is near, be read. */
  look(first: number, last: number): void;
  /** Reads what is in view again. */
  refresh(): void;
  /** The images from one place to another, read if need be. */
  read(first: number, last: number): Promise<ListedImage[]>;
  /** Why the last page could not be read. */
  problem(): string | null;
  /** Counts changes. */
  version(): number;
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** A list, read in pages where somebody looks. Pages in view follow the client's cache; the others are kept for a while. */
export function createImagePages(
  client: Client,
  list: Omit<VariablesOf<typeof LibraryImages>, "offset">,
): ImagePages {
  const pages = new Map<number, Page>();
  const listeners = new Set<() => void>();
  let [version, problem, timer] = [0, null as string | null, 0];
  let view = { first: 0, last: -1 };

  const changed = () => {
    version++;
    for (const listener of listeners) listener();
  };
  const variables = (page: number) => ({ ...list, offset: page * PAGE });

  const follow = (number: number, requestPolicy: RequestPolicy) => {
    const page = pages.get(number) ?? { images: [], unfollow: null };
    page.unfollow?.();
    pages.delete(number);
    pages.set(number, page); // as the newest
    const { unsubscribe } = client
      .query(LibraryImages, variables(number), { requestPolicy })
      .subscribe(({ data, error }) => {
        problem = error?.message ?? null;
        if (data) page.images = data.images.edges;
        changed();
      });
    page.unfollow = unsubscribe;
  };

  const isNear = (page: number) =>
    page >= Math.floor(view.first / PAGE) - 1 && page <= Math.floor(view.last / PAGE) + 1;

  const settle = () => {
    timer = 0;
    for (const [number, page] of pages) {
      if (isNear(number)) continue;
      page.unfollow?.();
      page.unfollow = null;
      if (page.images.length === 0 || pages.size > MOST_PAGES) pages.delete(number);
    }
    const last = Math.floor(view.last / PAGE) + 1;
    for (let number = Math.max(0, Math.floor(view.first / PAGE) - 1); number <= last; number++) {
      const page = pages.get(number);
      // What the cache has is from before this list was opened: pictures may have been stored since.
      if (!page?.unfollow) follow(number, page ? "cache-first" : "cache-and-network");
    }
  };

  return {
    at: (index) => pages.get(Math.floor(index / PAGE))?.images[index % PAGE],
    look(first, last) {
      view = { first, last };
      if (last >= first) timer ||= window.setTimeout(settle, SETTLE_MS);
    },
    refresh() {
      for (const number of [...pages.keys()])
        if (isNear(number)) follow(number, "network-only");
        else pages.delete(number);
    },
    async read(first, last) {
      const images: ListedImage[] = [];
      for (let number = Math.floor(first / PAGE); number * PAGE <= last; number++) {
        const { data, error } = await client.query(LibraryImages, variables(number), {
          requestPolicy: "cache-first",
        });
        if (!data) throw error ?? new Error("no images");
        const start = number * PAGE;
        images.push(...data.images.edges.slice(Math.max(0, first - start), last - start + 1));
      }
      return images;
    },
    problem: () => problem,
    version: () => version,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      clearTimeout(timer);
      timer = 0;
      for (const page of pages.values()) page.unfollow?.();
      pages.clear();
    },
  };
}
