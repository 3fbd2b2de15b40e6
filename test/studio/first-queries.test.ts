import { readFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { firstQueries } from "../../studio/first-queries";

const schema = buildSchema(readFileSync(path.resolve(__dirname, "../../schema.graphql"), "utf8"));

const operations = firstQueries.map(({ query }) => ({
  query,
  name: /(\w+ \w+)[( ]/.exec(query.replace(/#.*/g, ""))?.[1],
}));

describe("the queries that the studio opens with", () => {
  it.each(operations)("$name is valid against the schema", ({ query }) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });
});
