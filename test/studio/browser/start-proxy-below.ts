import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";

/** What a reverse proxy in front of a service is reached by. */
export interface ProxyBelow {
  /** With the path, without a slash at the end. */
  readonly url: string;
  stop(): void;
}

/** A reverse proxy that has a service below a path, as nginx has by `location /path/ { proxy_pass http://service/; }`. */
export async function startProxyBelow(path: string, service: string): Promise<ProxyBelow> {
  const forward = ({ url = "", method, headers }: IncomingMessage) =>
    request(`${service}${url.slice(path.length)}`, { method, headers });
  const server = createServer((incoming, response) => {
    if (!incoming.url?.startsWith(`${path}/`)) {
      response.writeHead(404).end(); // what is asked for beside the path is not the service's
      return;
    }
    const outgoing = forward(incoming);
    outgoing.on("response", (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.on("upgrade", (incoming, socket) => {
    const outgoing = forward(incoming);
    outgoing.on("upgrade", ({ rawHeaders }, upstream) => {
      const headers = rawHeaders.map((part, place) => (place % 2 === 0 ? `${part}: ` : `${part}\r\n`));
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join("")}\r\n`);
      upstream.on("error", () => socket.destroy()).pipe(socket);
      socket.on("error", () => upstream.destroy()).pipe(upstream);
    });
    outgoing.on("response", () => socket.destroy());
    outgoing.on("error", () => socket.destroy());
    outgoing.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}${path}`, stop };
}
