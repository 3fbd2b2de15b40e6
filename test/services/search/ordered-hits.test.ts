import type { Hit, Ranking } from "../../../src/search/ranking/ranking";
import { orderedPositions } from "../../../src/services/search/ordered-hits";
import type { SearchSession } from "../../../src/services/search/search-session";
import { createSearchSessions } from "../../../src/services/search/search-sessions";
import { storedModel } from "../../helpers/models/stored-model";

describe("another order of what a search finds", () => {
  const stored = storedModel(4);

  it("stays what it was for its first page, whatever is deleted or ordered otherwise before the next", async () => {
    const { db, imageIds } = stored();
    let found = [0, 1, 2, 3];
    const page = () => {
      const hits = found.map((position) => ({ position }) as Hit);
      return { hits, isExact: true, hasMore: false };
    };
    const count = () => ({ found: found.length, atMost: found.length, isExact: true });
    const progress = () => ({ rescored: 0, of: 0, outOfBounds: 0 });
    const ranking = { count, page, progress, prove: async () => {} } as Partial<Ranking> as Ranking;
    const files = { imageIds: (positions: readonly number[]) => positions.map((at) => imageIds[at]!) };
    const session = { ranking, index: { files }, orders: new Map() } as SearchSession;
    const context = { db, searches: createSearchSessions() };
    const positions = async (direction: "ASC" | "DESC") => [
      ...(await orderedPositions(context, session, { by: "ADDED", direction }, undefined)),
    ];
    const [first, other] = [await positions("ASC"), await positions("DESC")];
    expect(other).toEqual([...first].reverse());
    found = found.filter((position) => position !== first[0]);
    expect([await positions("ASC"), await positions("DESC")]).toEqual([first, other]);
  });
});
