import "reflect-metadata";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lexicographicSortSchema, printSchema } from "graphql";
import { buildSchema } from "../../../src/resolvers/build-schema";

const committed = path.resolve(__dirname, "../../../schema.graphql");
const printed = `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;

describe("schema.graphql", () => {
  it("is what the code serves (npm run generate:schema writes it)", () => {
    if (process.env.WRITE_SCHEMA) writeFileSync(committed, printed);
    expect(readFileSync(committed, "utf8")).toBe(printed);
  });
});
