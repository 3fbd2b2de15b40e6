import type { Fetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { firstQueries } from "./first-queries";

/** GraphiQL, opened with the queries of a first visit; later visits find their own tabs again. */
export function QueryEditor({ fetcher }: { fetcher: Fetcher }) {
  return (
    <GraphiQL fetcher={fetcher} defaultTabs={firstQueries} defaultEditorToolsVisibility="variables">
      <GraphiQL.Logo>
        <span className="studio-name">Regionary</span>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}
