import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true });

/** Sends a GraphQL request on a connection that is kept, a new one where all are in use; gives the body of the answer. */
export function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const outgoing = request(`${url}/graphql`, { method: "POST", agent, headers }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("end", () => resolve(Buffer.concat(parts).toString()));
      incoming.on("error", reject);
    });
    // The service may close an idle connection just when it is used again: Node's documentation has the cure.
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      if (outgoing.reusedSocket && error.code === "ECONNRESET") resolve(post(url, body));
      else reject(error);
    });
    outgoing.end(body);
  });
}
