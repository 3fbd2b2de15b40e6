/** The GraphQL object of a row, or null if there is no row. */
export async function objectOf<Row, GraphQLObject>(
  found: Promise<Row | null> | null,
  type: new (row: Row) => GraphQLObject,
): Promise<GraphQLObject | null> {
  const row = await found;
  return row ? new type(row) : null;
}
