import { decodeSearchCursor, encodeSearchCursor } from "../../src/search/search-cursor";

const cursor = {
  query: "5f3a",
  searchId: "0a1b2c",
  place: { key: 0.1 + 0.2, position: 7, served: 20, reading: null },
};
const encoded = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");

describe("a search's cursor", () => {
  it.each([
    ["a proven page", cursor],
    ["a page that is not proven", { ...cursor, place: { ...cursor.place, reading: 2 ** 47 - 1 } }],
    ["an infinite key", { ...cursor, place: { ...cursor.place, key: Infinity } }],
    ["the smallest key", { ...cursor, place: { ...cursor.place, key: -5e-324 } }],
  ])("leads back to the end of %s", (_, given) => {
    expect(decodeSearchCursor(encodeSearchCursor(given), "5f3a")).toEqual(given);
  });

  it("is refused by another search", () => {
    expect(() => decodeSearchCursor(encodeSearchCursor(cursor), "77")).toThrow(
      "of this very search, which is asked for as before; got one of another. Search again without `after`.",
    );
  });

  it.each([
    ["no JSON", "!"],
    ["a list's cursor", encoded(["images DESC", cursor.searchId])],
    ["a key that is no number", encoded(["search", "5f3a", cursor.searchId, "NaN", 1, 1, null])],
    ["a negative position", encoded(["search", "5f3a", cursor.searchId, "1", -1, 1, null])],
    ["a part more", encoded(["search", "5f3a", cursor.searchId, "1", 1, 1, null, 1])],
  ])("is refused if it is %s", (_, text) => {
    expect(() => decodeSearchCursor(text, "5f3a")).toThrow("`after` must be a cursor that a search gave");
  });
});
