import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { type Entries, entriesOf } from "../schema/entries";

/** The most list entries that one query may ask for: enough for a page of batches with their predictions and labels. */
const MAX_ENTRIES = 25_000;
/** The longest page of any list; a field that is asked for more gives an error of its own. */
const LONGEST_PAGE = 1_000;

/**
 * The error for a query that asks for more than 25,000 entries, or undefined. Limiting depth is not enough: a
 * hundred images of a hundred predictions each, nested three times, are a million rows in a line of text. What a
 * field counts for is declared with the field. The query is already validated, so its fragments have no cycles.
 */
export function tooManyEntries(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): GraphQLError | undefined {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return undefined; // reported when it is executed
  const defaults = operation.variableDefinitions?.map(
    ({ variable, defaultValue }) => [variable.name.value, defaultValue && sizeOf(defaultValue)] as const,
  );
  const given = Object.entries(variables ?? {}).map(([name, value]) => [name, sizeOfGiven(value)] as const);
  const entries = countEntries(
    { schema, document, sizes: new Map([...(defaults ?? []), ...given]) },
    operation.selectionSet,
    root,
  );
  if (entries <= MAX_ENTRIES) return undefined;
  return new GraphQLError(
    `A query may ask for at most ${MAX_ENTRIES} list entries; this one asks for ${entries}. Ask for shorter pages, or for fewer lists at a time.`,
    { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
  );
}

interface Query {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** The size that each variable gives. */
  readonly sizes: ReadonlyMap<string, number | undefined>;
}

/** How many entries a selection asks for: once, and again for each entry of the page that it is selected from. */
interface Asked {
  readonly once: number;
  readonly each: number;
}

/** How many entries an operation asks for; each fragment is counted once and remembered. */
function countEntries(
  { schema, document, sizes }: Query,
  operation: SelectionSetNode,
  root: GraphQLNamedType,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const counted = new Map<string, Asked>();

  const ofFragment = (name: string): Asked => {
    const known = counted.get(name);
    if (known !== undefined) return known;
    const { selectionSet, typeCondition } = fragments.get(name)!;
    const entries = ofSelections(selectionSet, schema.getType(typeCondition.name.value)!);
    counted.set(name, entries);
    return entries;
  };
  const ofField = (field: FieldNode, parent: GraphQLNamedType): Asked => {
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const definition = hasFields ? parent.getFields()[field.name.value] : undefined;
    if (!definition) return NOTHING; // `__typename`, or introspection
    const type = getNamedType(definition.type);
    const { once, each } = field.selectionSet ? ofSelections(field.selectionSet, type) : NOTHING;
    const entries = entriesOf(definition, type);
    if (!entries) return { once: once + each, each: 0 };
    if ("countedAround" in entries) return { once: 0, each: once + each };
    const length = lengthOf(entries, field, sizes);
    // What a page has beside its entries, such as `totalCount`, it has once.
    const isPage = !isListType(getNullableType(definition.type));
    return { once: isPage ? length * (1 + each) + once : length * (1 + each + once), each: 0 };
  };
  const ofSelections = ({ selections }: SelectionSetNode, parent: GraphQLNamedType): Asked => {
    let [once, each] = [0, 0];
    for (const selection of selections) {
      const asked = ofSelection(selection, parent);
      once += asked.once;
      each += asked.each;
    }
    return { once, each };
  };
  const ofSelection = (selection: SelectionNode, parent: GraphQLNamedType): Asked => {
    if (selection.kind === Kind.FIELD) return ofField(selection, parent);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    const condition = selection.typeCondition?.name.value;
    return ofSelections(selection.selectionSet, condition ? schema.getType(condition)! : parent);
  };
  return ofSelections(operation, root).once;
}

const NOTHING: Asked = { once: 0, each: 0 };

/** The most entries a field can have, by its arguments, or about how many it has. */
function lengthOf(
  entries: Exclude<Entries, { countedAround: true }>,
  { arguments: given = [] }: FieldNode,
  sizes: ReadonlyMap<string, number | undefined>,
): number {
  if ("about" in entries) return entries.about;
  const lengths = given
    .filter(({ name }) => entries.by.includes(name.value))
    .map(({ value }) => (value.kind === Kind.VARIABLE ? sizes.get(value.name.value) : sizeOf(value)));
  // A missing variable leaves its argument out.
  return Math.max(1, ...lengths.map((length) => length ?? 1));
}

const sizeOf = (value: ValueNode): number => {
  if (value.kind === Kind.INT) return sizeOfGiven(Number(value.value));
  return value.kind === Kind.LIST ? sizeOfGiven(value.values) : 1;
};

/** The length of a page, or the number of labels named. */
function sizeOfGiven(value: unknown): number {
  // A number as text is taken as a number too; an object could say anything of its own value.
  const size = Array.isArray(value) ? value.length : typeof value === "object" ? 1 : Number(value);
  return size >= 0 ? Math.min(size, LONGEST_PAGE) : 1;
}
