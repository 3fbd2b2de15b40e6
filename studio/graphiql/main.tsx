import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./studio.css";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ask } from "./ask";
import { firstQueries } from "./first-queries";
import { KNOWN_IDS, type KnownIds, withKnownIds } from "./known-ids";
import { PhotoModelBar } from "./photo-model-bar";

// The service that served this page. If it wants an API key, the browser has asked for it and sends it along.
const endpoint = new URL("/graphql", window.location.origin);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

const fetcher = createGraphiQLFetcher({
  url: endpoint.href,
  wsClient: createClient({ url: socket.href }),
});
// Of the bar's own, since a person's subscriptions are not to begin anew after a lost connection.
const changes = createClient({ url: socket.href, retryAttempts: Number.POSITIVE_INFINITY });

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
