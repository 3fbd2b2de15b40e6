import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

/** Entries of lists that one query may ask for: a page of batches with their predictions and labels. */
const MAX_ENTRIES = 25_000;
/** What counts for a list that has no pages, such as the labels of a prediction. */
const ENTRIES_OF_A_WHOLE_LIST = 20;
const WHOLE_LISTS = new Set(["labels", "predictions"]);
/** The longest page of any list; a field that is asked for more answers with an error of its own. */
const LONGEST_PAGE = 1_000;

/**
 * The error of a query that asks for more than 25,000 entries, or undefined. Depth is no bound for that: a
 * hundred images of a hundred predictions each, three times over, are a million rows in a line of text. The
 * query is valid already, so its fragments end.
 */
export function tooManyEntries(
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): GraphQLError | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined; // said by whoever runs it
  const defaults = operation.variableDefinitions?.map(
    ({ variable, defaultValue }) => [variable.name.value, defaultValue && sizeOf(defaultValue)] as const,
  );
  const given = Object.entries(variables ?? {}).map(([name, value]) => [name, sizeOfGiven(value)] as const);
  const entries = entriesOf(document, operation.selectionSet, new Map([...(defaults ?? []), ...given]));
  if (entries <= MAX_ENTRIES) return undefined;
  return new GraphQLError(
    `A query may ask for ${MAX_ENTRIES} entries of lists within lists; this one asks for ${entries}. Ask for shorter pages, or for fewer lists at a time.`,
    { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
  );
}

/** How many entries a selection asks for; each fragment is counted once and remembered. */
function entriesOf(
  document: DocumentNode,
  operation: SelectionSetNode,
  variables: ReadonlyMap<string, number | undefined>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const counted = new Map<string, number>();

  const ofFragment = (name: string): number => {
    const known = counted.get(name);
    if (known !== undefined) return known;
    const entries = ofSelections(fragments.get(name)?.selectionSet);
    counted.set(name, entries);
    return entries;
  };
  const ofField = (field: FieldNode): number => {
    const within = ofSelections(field.selectionSet);
    const length = listLength(field, variables);
    return length === null ? within : length * (1 + within);
  };
  const ofSelections = (set: SelectionSetNode | undefined): number => {
    let entries = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) entries += ofField(selection);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) entries += ofFragment(selection.name.value);
      else entries += ofSelections(selection.selectionSet);
    }
    return entries;
  };
  return ofSelections(operation);
}

/** How many entries a field has at most, by what it asks for; null if it is no list that counts. */
function listLength(
  { name, arguments: given = [], selectionSet }: FieldNode,
  variables: ReadonlyMap<string, number | undefined>,
): number | null {
  const isWholeList = selectionSet !== undefined && WHOLE_LISTS.has(name.value);
  const size = given.find(({ name: { value } }) => value === "first" || value === "labels")?.value;
  if (!size) return isWholeList ? ENTRIES_OF_A_WHOLE_LIST : null;
  return (size.kind === Kind.VARIABLE ? variables.get(size.name.value) : sizeOf(size)) ?? LONGEST_PAGE;
}

const sizeOf = (value: ValueNode): number | undefined => {
  if (value.kind === Kind.INT) return sizeOfGiven(Number(value.value));
  return value.kind === Kind.LIST ? sizeOfGiven(value.values) : 1;
};

/** A page's length, or how many labels are named. */
function sizeOfGiven(value: unknown): number {
  const size = Array.isArray(value) ? value.length : Number(value);
  return size >= 0 ? Math.min(size, LONGEST_PAGE) : 1;
}
