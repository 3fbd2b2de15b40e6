import { graphql, type ResultOf } from "../../api/graphql";

export const BenchmarkQuery = graphql(`
  query Benchmark($id: ID!) {
    benchmarkSet(id: $id) {
      id
      name
      kind
      format
      protocol
      unlisted
      imageCount
      storedCount
      complete
      createdAt
      remarks { code message count examples }
      vocabulary { id name version labelCount }
    }
  }
`);

export type Benchmark = NonNullable<ResultOf<typeof BenchmarkQuery>["benchmarkSet"]>;
