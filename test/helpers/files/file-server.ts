import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers a request of a test; `count` is how many came before it. */
type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** An HTTP server on loopback that misbehaves as its test says, closed after the test. */
interface FileServer {
  readonly address: URL;
  /** The Range header of each request, in order; null where it had none. */
  readonly ranges: (string | null)[];
  answer: Answer;
}

/** Starts a server before each test of the enclosing `describe`. */
export function fileServerPerTest(): () => FileServer {
  let current: FileServer;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    const ranges: (string | null)[] = [];
    const server = createServer((request, response) => {
      ranges.push(request.headers.range ?? null);
      current.answer(request, response, ranges.length - 1);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    current = {
      address: new URL(`http://127.0.0.1:${port}/file.bin`),
      ranges,
      answer: (_, response) => response.writeHead(404).end(),
    };
    stop = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
  });
  afterEach(() => stop());
  return () => current;
}

/** Serves a file as a good server does: whole, or from where a Range with the right If-Range asks. */
export function serve(content: Buffer, etag: string | null = '"v1"'): Answer {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const version = etag === null ? {} : { etag };
    const continues = from > 0 && request.headers["if-range"] === etag;
    if (continues && from >= content.length) {
      response.writeHead(416, { ...version, "content-range": `bytes */${content.length}` }).end();
      return;
    }
    const rest = continues ? content.subarray(from) : content;
    const range = continues
      ? { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` }
      : {};
    response.writeHead(continues ? 206 : 200, { ...version, ...range, "content-length": rest.length });
    response.end(rest);
  };
}

/** What comes just before the end of a connection may be lost on the way to fetch's caller. */
const LINGER_MS = 150;

/** Serves as `serve` does, but ends the connection after so many bytes of the body. */
export function breakOff(content: Buffer, afterBytes: number): Answer {
  return (request, response, count) => {
    const { end } = response;
    response.end = ((rest: Buffer = Buffer.of()) => {
      if (rest.length <= afterBytes) return end.call(response, rest, "latin1");
      response.write(rest.subarray(0, afterBytes));
      setTimeout(() => response.destroy(), LINGER_MS);
      return response;
    }) as typeof response.end;
    serve(content)(request, response, count);
  };
}
