import { readFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { firstQueries } from "../../studio/graphiql/first-queries";
import { KNOWN_IDS, withKnownIds } from "../../studio/graphiql/known-ids";
import { openedQuery } from "../../studio/graphiql/opened-query";

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

describe("the ids in the tabs of a first visit", () => {
  const newest = (id?: string) => ({ edges: id === undefined ? [] : [{ node: { id } }] });

  it("are asked for by a query that is valid against the schema", () => {
    expect(validate(schema, parse(KNOWN_IDS))).toEqual([]);
  });

  it("are those of the service, for everything that it has", () => {
    const tabs = withKnownIds(firstQueries, {
      ...{ image: newest("i"), vocabulary: newest("v"), benchmarkSet: newest("s") },
      ...{ wordVectorSet: newest("w"), batch: newest("b"), run: newest("r") },
    });
    expect(tabs.map(({ variables }) => variables).join("\n")).not.toContain('"the id of');
    expect(JSON.parse(tabs.find(({ query }) => query.includes("mutation Predict("))!.variables!)).toEqual({
      input: { imageIds: ["i"], vocabularyId: "v", topK: 3 },
    });
  });

  it("stay words where the service has none", () => {
    const none = { image: newest(), vocabulary: newest("v"), benchmarkSet: newest() };
    const tabs = withKnownIds(firstQueries, {
      ...none,
      wordVectorSet: newest(),
      batch: newest(),
      run: newest(),
    });
    const { variables } = tabs.find(({ query }) => query.includes("mutation Predict("))!;
    expect(variables).toContain('"imageIds": ["the id of an image"]');
    expect(variables).toContain('"vocabularyId": "v"');
  });
});

describe("the address of the API page", () => {
  it("opens the query behind its #, with variables or without", () => {
    const query = "query Two($id: ID!) {\n  node(id: $id) { id }\n}";
    const hash = new URLSearchParams({ query, variables: '{ "id": "a+b=" }' });
    expect(openedQuery(`#${hash}`)).toEqual({ query, variables: '{ "id": "a+b=" }' });
    expect(openedQuery("#query=%7B%20__typename%20%7D")).toEqual({ query: "{ __typename }" });
    expect(["", "#", "#variables=%7B%7D"].map(openedQuery)).toEqual([null, null, null]);
  });
});
