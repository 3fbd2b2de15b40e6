import { createTally, type Remark, remarksOn } from "../../remark";
import type { LeftOut } from "../../storage/benchmarks/benchmark-sets";
import type { ImportSource } from "./import-source";

/** A source without the images that an import of it has left out. */
export function withoutLeftOut(source: ImportSource, leftOut: readonly LeftOut[]): ImportSource {
  if (leftOut.length === 0) return source;
  const names = new Map(leftOut.map(({ place, name }) => [place, name]));
  return {
    ...source,
    count: source.count - leftOut.length,
    async *items(from, signal) {
      let position = 0;
      let place = 0;
      for await (const item of source.items(0, signal)) {
        if (names.get(place++) === item.name) continue;
        if (position++ >= from) yield item;
      }
    },
  };
}

/** The remark on images that were left out because their pictures cannot be read. */
export function brokenPictures(leftOut: readonly LeftOut[], total: number): Remark[] {
  const tally = createTally();
  for (const { name, reason } of leftOut) tally.add(() => `${name}: ${reason}`);
  return remarksOn("BROKEN_PICTURES", tally, (count) =>
    count === 1
      ? `1 of ${total} pictures cannot be read; it is left out.`
      : `${count} of ${total} pictures cannot be read; they are left out.`,
  );
}
