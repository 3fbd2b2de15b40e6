import path from "node:path";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { startChild } from "../runner/child";
import type { ServiceCommand, Usage } from "./serve";

/** As `npm start` has it. */
const THREAD_POOL = path.resolve(__dirname, "../../bin/thread-pool.cjs");

/** The service in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  /** Asks over HTTP; throws what comes back as an error. */
  ask<T>(query: string, variables?: object): Promise<T>;
  /** Every event of a subscription, until it ends. */
  watch(query: string, variables: Record<string, unknown>): Promise<void>;
  /** Begins to count what `usage` tells. */
  begin(): Promise<void>;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts the service on a data directory; `env` are its settings. With `firstModel` it begins as a new installation does. */
export async function startServiceProcess(
  env: Readonly<Record<string, string>>,
  { firstModel }: { readonly firstModel: boolean } = { firstModel: false },
): Promise<ServiceProcess> {
  const child = startChild(path.join(__dirname, "serve.ts"), env, [THREAD_POOL]);
  const tell = <T>(command: ServiceCommand) => child.call<T>(command);
  const url = await tell<string>({ command: "start", firstModel }).catch(async (error: unknown) => {
    await child.end();
    throw error;
  });
  const socket = createClient({ url: `${url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket });
  return {
    url,
    async ask<T>(query: string, variables: object = {}): Promise<T> {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: T; errors?: { message: string }[] };
      if (errors) throw new Error(errors[0]?.message);
      return data;
    },
    async watch(query, variables) {
      for await (const _event of socket.iterate({ query, variables }));
    },
    begin: () => tell({ command: "begin" }),
    usage: () => tell({ command: "usage" }),
    async stop() {
      await socket.dispose();
      await child.end();
    },
  };
}
