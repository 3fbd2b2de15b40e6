import type { FirstQuery } from "./first-query";

/** The query that the page's address has behind its "#", as the studio's pages link to their own; null without one. */
export function openedQuery(hash: string): FirstQuery | null {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const query = asked.get("query");
  if (query === null) return null;
  const variables = asked.get("variables");
  return variables === null ? { query } : { query, variables };
}
