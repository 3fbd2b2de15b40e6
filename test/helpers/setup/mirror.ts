import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "../files/file-server";

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A request that a mirror got. */
interface Asked {
  readonly name: string;
  readonly path: string;
  readonly range: string | null;
}

/** A server on loopback that has files by their names, whatever the path before, and misbehaves as its test says. */
export interface Mirror {
  readonly url: string;
  readonly asked: Asked[];
  /** What is answered instead of the file of a name; the test removes it again. */
  readonly instead: Map<string, Answer>;
  stop(): Promise<void>;
}

export async function startMirror(files: ReadonlyMap<string, Buffer>): Promise<Mirror> {
  const asked: Asked[] = [];
  const instead = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const name = path.slice(path.lastIndexOf("/") + 1);
    const count = asked.filter((before) => before.name === name).length;
    asked.push({ name, path, range: request.headers.range ?? null });
    const content = files.get(name);
    const answer = instead.get(name) ?? (content && serve(content));
    if (answer) answer(request, response, count);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/kept`, asked, instead },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Sends the first bytes of a file, and nothing more until it is asked for the rest. */
export function sendFirst(content: Buffer, bytes: number): Answer {
  return (_, response) => {
    response.writeHead(200, { etag: '"v1"', "content-length": content.length });
    response.write(content.subarray(0, bytes));
  };
}
