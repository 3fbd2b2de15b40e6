import { searchPages } from "../../../src/services/search/export/search-pages";
import type { SearchPage } from "../../../src/services/search/search-page";
import type { SearchRequest } from "../../../src/services/search/search-request";

const request = { waitForProof: false } as Omit<SearchRequest, "first" | "after">;
const page = (images: number, hasNextPage: boolean, endCursor: string | null) =>
  ({ edges: new Array(images), hasNextPage, endCursor }) as Partial<SearchPage> as SearchPage;

describe("the pages of a search", () => {
  it("go on behind an empty one where it was to begin, and wait for the proof of what may follow", async () => {
    const answers = [page(3, true, "3"), page(0, true, "3"), page(2, false, "5")];
    const asked: SearchRequest[] = [];
    const search = async (of: SearchRequest) => answers[asked.push(of) - 1]!;
    const given: number[] = [];
    for await (const { edges } of searchPages(search, request, 20)) given.push(edges.length);
    expect(given).toEqual([3, 0, 2]);
    expect(asked.map(({ after, waitForProof, first }) => [after, waitForProof, first])).toEqual([
      [null, false, 20],
      ["3", false, 17],
      ["3", true, 17],
    ]);
  });
});
