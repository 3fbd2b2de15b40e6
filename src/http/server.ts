import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import express from "express";
import { RegionaryError } from "../errors";
import { buildSchema } from "../resolvers/build-schema";
import { createLoaders } from "../resolvers/loaders";
import type { RequestContext } from "../resolvers/request-context";
import type { ServiceContext } from "../services/context";
import { type AccessRules, problem } from "./access";
import { downloads } from "./downloads";
import { evaluationDocuments } from "./evaluation-documents";
import { graphqlEndpoint } from "./graphql-endpoint";
import { allowPages, carefulHeaders, frameAncestors, requireKey } from "./guard";
import { answerErrors } from "./http-errors";
import { metrics } from "./metrics-endpoint";
import { plots } from "./plots";
import { searchDownloads } from "./search-downloads";
import { createSignedLinks } from "./signed-links";
import { studioPages } from "./studio/studio-pages";
import { subscriptions } from "./subscriptions";
import { thumbnails } from "./thumbnails";
import { uploads } from "./uploads";

const STUDIO = path.resolve(__dirname, "../../dist/studio");
/** Longer than proxies and clients keep an idle connection: the server must not be the one that closes first. */
const KEEP_ALIVE_MS = 65_000;

interface HttpService {
  /** Where the service is reached, without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves GraphQL, downloads and the studio at one address. */
export async function startHttp(
  services: ServiceContext,
  options: AccessRules & { host: string; port: number; report: (error: unknown) => void },
): Promise<HttpService> {
  const { host, port, publicUrl, report } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  const httpServer = createServer(app);
  httpServer.keepAliveTimeout = KEEP_ALIVE_MS;
  let url = "";
  const links = createSignedLinks(options.apiKey);
  const makeContext = (caller?: string, signal?: AbortSignal): RequestContext => ({
    services,
    caller,
    signal,
    loaders: createLoaders(services),
    keyRequired: options.apiKey !== null,
    linkTo: (address) => `${publicUrl ?? url}${links.sign(address)}`,
  });
  const schema = buildSchema();
  const graphql = await graphqlEndpoint({ schema, httpServer, makeContext, report });

  app.use(carefulHeaders);
  // For whoever asks: the pages hold nothing, and say what is wrong where the service refuses what they ask.
  if (existsSync(STUDIO)) app.use(studioPages(STUDIO, frameAncestors(options)));
  app.use(allowPages(options));
  app.use(requireKey(options, links));
  app.use("/graphql", ...graphql.handlers); // what is asked for most is matched first
  app.get("/health", async (_request, response) => {
    await services.storageTrouble.check();
    response.json({ status: "ok" });
  });
  app.get("/metrics", metrics(services));
  app.use(downloads(services));
  app.use(searchDownloads(services));
  app.use(thumbnails(services));
  app.use(plots(services));
  app.use(evaluationDocuments(services));
  app.use(uploads(services));
  if (existsSync(STUDIO)) app.use(express.static(STUDIO));
  app.use((_request, response) => {
    response
      .status(404)
      .json(problem("NOT_FOUND", "There is nothing at this address. GraphQL is at /graphql."));
  });
  app.use(answerErrors(report));

  await new Promise<void>((resolve, reject) => {
    httpServer.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    httpServer.listen(port, host, resolve);
  });
  const sockets = subscriptions({ schema, httpServer, rules: options, makeContext, report });
  const { port: boundPort } = httpServer.address() as AddressInfo;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  url = `http://${name}:${boundPort}`;
  return {
    url,
    stop: async () => {
      await sockets.stop();
      await graphql.stop();
    },
  };
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE") {
    return new RegionaryError(
      "INVALID_CONFIGURATION",
      `Port ${port} of ${host} is in use: Regionary may be running already; otherwise set REGIONARY_PORT.`,
    );
  }
  if (error.syscall !== "listen" && error.syscall !== "getaddrinfo") return error;
  return new RegionaryError(
    "INVALID_CONFIGURATION",
    `REGIONARY_HOST=${host} with REGIONARY_PORT=${port} cannot be listened on (${error.code}). Choose another address or port.`,
  );
}
