import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A reverse proxy that has the service at `url` below a path of its own, which it takes off, as nginx and Caddy do. */
export async function startPathProxy(
  url: string,
  prefix: string,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { hostname, port } = new URL(url);
  const strip = (address = "") => (address.startsWith(`${prefix}/`) ? address.slice(prefix.length) : null);
  const server = createServer((incoming, response) => {
    const path = strip(incoming.url);
    if (path === null) {
      response.writeHead(404).end();
      return;
    }
    const outgoing = request({ hostname, port, path, method: incoming.method, headers: incoming.headers });
    outgoing.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.once("error", () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.on("upgrade", ({ url: address, headers, method }, socket, head) => {
    const path = strip(address);
    if (path === null) {
      socket.destroy();
      return;
    }
    const outgoing = connect(Number(port), hostname, () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      outgoing.write([`${method} ${path} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
      outgoing.write(head);
      outgoing.pipe(socket).pipe(outgoing);
    });
    outgoing.once("error", () => socket.destroy());
    socket.once("error", () => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: ownPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${ownPort}${prefix}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
