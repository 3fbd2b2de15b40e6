/** Counts what a search passed over, by kind. */
export function createTally() {
  const counts = new Map<string, number>();
  return {
    add: (kind: string) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
    /** Such as "3 others passed over: 2 .json, 1 hidden file"; empty where there were none. */
    describe(): string {
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      if (total === 0) return "";
      const kinds = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      const listed = kinds
        .map(([kind, count]) =>
          count > 1 ? `${count} ${kind.replace(/(file|folder|link)$/, "$1s")}` : `1 ${kind}`,
        )
        .join(", ");
      return `${total} ${total === 1 ? "other" : "others"} passed over: ${listed}`;
    },
  };
}

export type Tally = ReturnType<typeof createTally>;
