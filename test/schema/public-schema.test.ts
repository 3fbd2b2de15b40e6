import "reflect-metadata";
import {
  type GraphQLField,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  getNamedType,
  getNullableType,
  graphql,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
} from "graphql";
import { buildSchema } from "../../src/resolvers/build-schema";
import { countAsTheyCome } from "../../src/resolvers/count-as-they-come";
import { entriesOf } from "../../src/schema/entries";

const ROOTS = ["Query", "Mutation", "Subscription"];
const types = Object.values(buildSchema().getTypeMap()).filter(({ name }) => !name.startsWith("__"));
const fields = types.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field }))
    : [],
);

function hasEntries(field: GraphQLField<unknown, unknown>): boolean {
  return isListType(getNullableType(field.type)) || /Connection$/.test(getNamedType(field.type).name);
}

describe("a list without pages", () => {
  it("that has more entries than it counts for is counted as it comes", async () => {
    const list = {
      type: new GraphQLList(GraphQLInt),
      resolve: () => new Array(50_020).fill(1),
      extensions: { entries: { about: 20 } },
    };
    const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: "Query", fields: { list } }) });
    countAsTheyCome(schema);
    const ask = (source: string) => graphql({ schema, source, contextValue: {} });
    expect((await ask("{ a: list b: list }")).errors).toBeUndefined();
    const { data, errors } = await ask("{ a: list b: list c: list }");
    expect(errors).toMatchObject([{ path: ["c"], originalError: { code: "INVALID_INPUT" } }]);
    expect(data).toMatchObject({ c: null });
  });
});

describe("the public schema", () => {
  it("has no type named like the class behind it", () => {
    expect(types.filter(({ name }) => /Object$|Row$/.test(name)).map(({ name }) => name)).toEqual([]);
  });

  it("describes every type, field, argument and value", () => {
    const described = types.flatMap((type) => [
      { path: type.name, description: ROOTS.includes(type.name) ? "the root" : type.description },
      ...(isEnumType(type)
        ? type.getValues().map(({ name, description }) => ({ path: `${type.name}.${name}`, description }))
        : []),
      ...(isInputObjectType(type)
        ? Object.values(type.getFields()).map(({ name, description }) => ({
            path: `${type.name}.${name}`,
            description,
          }))
        : []),
    ]);
    const ofFields = fields.flatMap(({ path, field }) => [
      { path, description: field.description },
      ...field.args.map(({ name, description }) => ({ path: `${path}(${name})`, description })),
    ]);
    const silent = [...described, ...ofFields].filter(({ description }) => !description);
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it("says for every list what it counts for in the size of a query", () => {
    const lists = fields.filter(({ field }) => hasEntries(field));
    expect(lists.length).toBeGreaterThan(50);
    const uncounted = lists.filter(({ field }) => !entriesOf(field, getNamedType(field.type)));
    expect(uncounted.map(({ path }) => path)).toEqual([]);
  });

  it("counts a list by arguments that the field has", () => {
    const strangers = fields.flatMap(({ path, field }) => {
      const entries = entriesOf(field, getNamedType(field.type));
      const by = entries && "by" in entries ? entries.by : [];
      const missing = by.filter((name) => !field.args.some((argument) => argument.name === name));
      return missing.map((name) => `${path}(${name})`);
    });
    expect(strangers).toEqual([]);
  });
});
