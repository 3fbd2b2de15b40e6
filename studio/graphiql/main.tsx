import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./studio.css";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { keyHeaders } from "../api/access-key";
import { endpoint, socketEndpoint } from "../api/address";
import { ask } from "./ask";
import { firstQueries } from "./first-queries";
import { KNOWN_IDS, type KnownIds, withKnownIds } from "./known-ids";
import { PhotoModelBar } from "./photo-model-bar";

const fetcher = createGraphiQLFetcher({
  url: endpoint.href,
  fetch: (address, options) =>
    fetch(address, { ...options, headers: { ...options?.headers, ...keyHeaders() } }),
  wsClient: createClient({ url: socketEndpoint.href, connectionParams: keyHeaders }),
});
// Of the bar's own, since a person's subscriptions are not to begin anew after a lost connection.
const changes = createClient({
  url: socketEndpoint.href,
  connectionParams: keyHeaders,
  retryAttempts: Number.POSITIVE_INFINITY,
});

/** The tabs are there even where the service cannot say what it has. */
const tabs = await ask<KnownIds>(KNOWN_IDS).then(
  (known) => withKnownIds(firstQueries, known),
  () => firstQueries,
);

createRoot(document.getElementById("studio")!).render(
  <StrictMode>
    <PhotoModelBar changes={changes} />
    <div className="studio-editor">
      <GraphiQL fetcher={fetcher} defaultTabs={tabs} defaultEditorToolsVisibility="variables">
        <GraphiQL.Logo>
          <span className="studio-name">Regionary</span>
        </GraphiQL.Logo>
      </GraphiQL>
    </div>
  </StrictMode>,
);
