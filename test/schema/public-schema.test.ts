import "reflect-metadata";
import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
} from "graphql";
import { buildSchema } from "../../src/resolvers/build-schema";
import { entriesOf } from "../../src/schema/entries";

const types = Object.values(buildSchema().getTypeMap()).filter(({ name }) => !name.startsWith("__"));
const fields = types.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field }))
    : [],
);

function hasEntries(field: GraphQLField<unknown, unknown>): boolean {
  return isListType(getNullableType(field.type)) || /Connection$/.test(getNamedType(field.type).name);
}

describe("the public schema", () => {
  it("says of every list what it counts for in the size of a query", () => {
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
