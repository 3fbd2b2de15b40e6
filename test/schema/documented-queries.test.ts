import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, Kind, parse, validate } from "graphql";

const root = path.resolve(__dirname, "../..");
const schema = buildSchema(readFileSync(path.join(root, "schema.graphql"), "utf8"));
const pages = [
  "README.md",
  ...readdirSync(path.join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** Everything that a page tells its reader to send: blocks of GraphQL, and the bodies of curl's requests. */
function queriesOf(page: string): string[] {
  const text = readFileSync(path.join(root, page), "utf8");
  const blocks = [...text.matchAll(/```graphql\n(.+?)```/gs)].map(([, query]) => query!);
  const bodies = [...text.matchAll(/(?:-F operations=| -d )'(\{.+?\})'/gs)];
  return [...blocks, ...bodies.map(([, body]) => JSON.parse(body!).query as string)];
}

describe("the queries in the documents", () => {
  it.each(pages.filter((page) => queriesOf(page).length > 0))("are valid against the schema: %s", (page) => {
    for (const query of queriesOf(page)) {
      for (const definition of parse(query).definitions) {
        const problems = validate(schema, { kind: Kind.DOCUMENT, definitions: [definition] });
        expect({ query, problems }).toEqual({ query, problems: [] });
      }
    }
  });
});
