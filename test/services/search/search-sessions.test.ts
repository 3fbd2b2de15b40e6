import type { Ranking } from "../../../src/search/ranking/ranking";
import type { SearchSession } from "../../../src/services/search/search-session";
import { createSearchSessions } from "../../../src/services/search/search-sessions";

const MEGABYTE = 2 ** 20;

/** A search that weighs as much as the test says. */
function weighted(id: string, megabytes: number) {
  const weight = { megabytes };
  const ranking = { bytes: () => weight.megabytes * MEGABYTE } as Ranking;
  return { weight, session: { id, ranking } as SearchSession };
}

describe("requests of searches", () => {
  it("compute four at a time, so that memory does not grow with how many there are", async () => {
    const { inTurn } = createSearchSessions();
    let [underWay, most] = [0, 0];
    const compute = async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
    };
    await Promise.all(Array.from({ length: 20 }, () => inTurn(compute)));
    expect(most).toBe(4);
  });
});

describe("kept searches", () => {
  const start = () => {
    const sessions = createSearchSessions();
    const keep = (session: SearchSession) => sessions.open(session.id, undefined, async () => session);
    return { sessions, keep };
  };

  it("leave by what they have learned meanwhile: the oldest ones, when all together are too large", async () => {
    const { sessions, keep } = start();
    const [a, b, c] = [weighted("a", 100), weighted("b", 100), weighted("c", 100)];
    for (const { session } of [a, b]) await keep(session);
    a.weight.megabytes = 400;
    sessions.weigh(a.session);
    await keep(c.session);
    expect(() => sessions.find("b")).toThrow(expect.objectContaining({ code: "SEARCH_EXPIRED" }));
    expect(sessions.find("a").ranking).toBe(a.session.ranking);
    expect(sessions.find("c")).toBe(c.session);
  });

  it("do not come back when a request ends that began before they were left and made again", async () => {
    const { sessions, keep } = start();
    const [before, large, after] = [weighted("a", 1), weighted("b", 512), weighted("a", 1)];
    for (const { session } of [before, large, after]) await keep(session);
    sessions.weigh(before.session);
    expect(sessions.find("a")).toBe(after.session);
  });
});
