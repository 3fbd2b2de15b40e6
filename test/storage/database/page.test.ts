import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { type List, type ListOrder, type PageRequest, readPage } from "../../../src/storage/database/page";
import { timeOrderedId } from "../../../src/storage/database/time-ordered-id";
import { findWordVectorSets } from "../../../src/storage/vocabularies/word-vectors";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";

const byWords: ListOrder = {
  name: "by words",
  columns: [
    { value: '"wordCount"', type: "integer" },
    { value: '"id"', type: "uuid" },
  ],
  direction: "ASC",
};

describe("a page of a list", () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url);
    const spaceId = timeOrderedId();
    const space = { id: spaceId, kind: "WORDS", name: "space", identity: "words:", dimensions: 1 } as const;
    await db.prisma.vectorSpace.create({ data: space });
    // Each number of words comes twice or thrice: only with the id is their order whole.
    for (const [index, wordCount] of [1, 2, 2, 3, 3, 3, 4].entries()) {
      await db.prisma.wordVectorSet.create({
        data: {
          ...{ id: timeOrderedId(), name: `set ${index}`, contentHash: "", dimensions: 1 },
          ...{ wordCount, spaceId },
        },
      });
    }
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  const list = (order = byWords, where: List["where"] = []) => ({ from: '"WordVectorSet"', order, where });
  const read = (request: PageRequest, of: List = list()) =>
    readPage(db, of, request, (ids) => findWordVectorSets(db, ids));

  /** The pages of a whole list, one after the other. */
  async function walk(of: List, next: (cursor?: string) => PageRequest): Promise<string[][]> {
    const pages: string[][] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await read(next(cursor), of);
      pages.push(page.rows.map(({ name }) => name.slice("set ".length)));
      const isBackwards = next().last !== undefined;
      if (!(isBackwards ? page.hasPreviousPage : page.hasNextPage)) return pages;
      cursor = page.cursors.at(isBackwards ? 0 : -1);
    }
  }

  it("after another one continues where that ended, even if values repeat", async () => {
    const pages = await walk(list(), (after) => ({ first: 3, after }));
    expect(pages).toEqual([["0", "1", "2"], ["3", "4", "5"], ["6"]]);
  });

  it("before another one ends where that began, in the same order", async () => {
    const pages = await walk(list(), (before) => ({ last: 3, before }));
    expect(pages).toEqual([["4", "5", "6"], ["1", "2", "3"], ["0"]]);
  });

  it("of a descending list begins with the highest", async () => {
    const descending: ListOrder = { ...byWords, direction: "DESC" };
    const pages = await walk(list(descending), (after) => ({ first: 4, after }));
    expect(pages).toEqual([
      ["6", "5", "4", "3"],
      ["2", "1", "0"],
    ]);
  });

  it("can be requested by the number of rows to skip", async () => {
    const page = await read({ first: 2, offset: 3 });
    expect(page.rows.map(({ name }) => name)).toEqual(["set 3", "set 4"]);
    expect(page).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(await read({ first: 2, offset: 7 })).toMatchObject({
      rows: [],
      hasNextPage: false,
      hasPreviousPage: true,
    });
    const none = list(byWords, [(parameter) => `"wordCount" = ${parameter(9)}`]);
    expect(await read({ first: 2, offset: 7 }, none)).toMatchObject({ rows: [], hasPreviousPage: false });
  });

  it("says whether there are more rows before and after it", async () => {
    expect(await read({ first: 7 })).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(await read({ last: 6 })).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it("counts the rows that meet the list's conditions, whichever page it is", async () => {
    expect(await (await read({ first: 1 })).count()).toBe(7);
    const threes = list(byWords, [(parameter) => `"wordCount" = ${parameter(3)}`]);
    const page = await read({ first: 1 }, threes);
    expect(page.rows.map(({ name }) => name)).toEqual(["set 3"]);
    expect(await (await read({ first: 1, after: page.cursors[0] }, threes)).count()).toBe(3);
  });

  it.each([
    ["another list", { ...byWords, name: "by dimensions" }, "one of another list or order"],
    ["the other direction", { ...byWords, direction: "DESC" as const }, "one of another list or order"],
  ])("is refused for a cursor of %s", async (_, order, got) => {
    const { cursors } = await read({ first: 1 });
    await expect(read({ first: 1, after: cursors[0] }, list(order))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: `\`after\` must be a cursor that this list gave in the same order; got ${got}.`,
    });
  });

  it.each([
    ["no base64", "§"],
    ["no JSON", Buffer.from("at:0").toString("base64url")],
    ["values of another kind", Buffer.from('["by words ASC","1","x"]').toString("base64url")],
    ["a number too large for the database", Buffer.from('["by words ASC",1e300,"x"]').toString("base64url")],
  ])("is refused for a cursor that has %s", async (_, cursor) => {
    await expect(read({ first: 1, after: cursor })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(read({ last: 1, before: cursor })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it.each(["1", "2026-02-30T00:00:00.000Z", "0000-01-01T00:00:00.000Z", "+012026-01-01T00:00:00.000Z"])(
    "is not given for a cursor with the time %s, which the database would not read",
    async (time) => {
      const columns = [{ value: '"createdAt"', type: "time" as const }, ...byWords.columns.slice(1)];
      const cursor = Buffer.from(JSON.stringify(["by time ASC", time, timeOrderedId()])).toString(
        "base64url",
      );
      const byTime = list({ ...byWords, name: "by time", columns });
      await expect(read({ first: 1, after: cursor }, byTime)).rejects.toMatchObject({
        code: "INVALID_INPUT",
      });
    },
  );
});
