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
import { t } from "../text/text";
import { ask } from "./ask";
import { firstQueries } from "./first-queries";
import { KNOWN_IDS, type KnownIds, withKnownIds } from "./known-ids";
import { openedQuery } from "./opened-query";

const fetcher = createGraphiQLFetcher({
  url: endpoint.href,
  fetch: (address, options) =>
    fetch(address, { ...options, headers: { ...options?.headers, ...keyHeaders() } }),
  wsClient: createClient({ url: socketEndpoint.href, connectionParams: keyHeaders }),
});

/** The tabs are there even where the service cannot say what it has. */
const tabs = await ask<KnownIds>(KNOWN_IDS).then(
  (known) => withKnownIds(firstQueries, known),
  () => firstQueries,
);
const opened = openedQuery(window.location.hash);
window.addEventListener("hashchange", () => window.location.reload());

createRoot(document.getElementById("studio")!).render(
  <StrictMode>
    <header className="studio-bar">
      <a href="./">
        <img src="./icon.svg" alt="" width={20} height={20} />
        {t("graphiql.back")}
      </a>
      <span>{t("graphiql.hint")}</span>
    </header>
    <div className="studio-editor">
      <GraphiQL
        fetcher={fetcher}
        defaultTabs={opened ? [opened, ...tabs] : tabs}
        initialQuery={opened?.query}
        initialVariables={opened?.variables}
        defaultEditorToolsVisibility="variables"
      >
        <GraphiQL.Logo>
          <span className="studio-name">{t("graphiql.name")}</span>
        </GraphiQL.Logo>
      </GraphiQL>
    </div>
  </StrictMode>,
);
