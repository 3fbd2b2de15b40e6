import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const src = path.resolve(__dirname, "../../../src");

/** `db.pool`, `services.db.prisma`, or either taken out of a `Database`: the layers see imports, not values. */
const opened = /\bdb\.(pool|prisma)\b|\{[^{}]*\b(pool|prisma)\b[^{}]*\}: (Database|Pick<Database)/;

test("only src/storage uses the database's pool and Prisma", async () => {
  const names = (await readdir(src, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const users: string[] = [];
  for (const name of names) {
    if (opened.test(await readFile(path.join(src, name), "utf8"))) users.push(name.split(path.sep)[0]!);
  }
  expect(new Set(users)).toEqual(new Set(["storage"]));
});
