import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { RegionaryError } from "../../src/errors";
import { answerErrors } from "../../src/http/http-errors";
import { sendLines } from "../../src/http/send-lines";

describe("a download of lines", () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const app = express();
    app.get("/:failing", ({ params }, response) =>
      sendLines(response, linesBefore(Number(params.failing)), { type: "text/csv", name: "lines.csv" }),
    );
    app.use(answerErrors(() => undefined));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it("is whole where nothing fails", async () => {
    const response = await fetch(`${url}/100`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="lines.csv"');
    expect(await response.text()).toBe("line 0\nline 1\nline 2\n");
  });

  it.each([0, 1])("is an error with a code of its own where line %i cannot be read", async (failing) => {
    const response = await fetch(`${url}/${failing}`);
    expect(response.status).toBe(503);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(response.headers.get("content-disposition")).toBeNull();
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "STORAGE_UNAVAILABLE" } }],
    });
  });

  it("breaks off, and never looks complete, where a later line cannot be read", async () => {
    await expect(fetch(`${url}/2`).then((response) => response.text())).rejects.toThrow(/terminated|failed/);
  });
});

async function* linesBefore(failing: number): AsyncGenerator<string> {
  for (let line = 0; line < 3; line++) {
    if (line === failing) throw new RegionaryError("STORAGE_UNAVAILABLE", "The database is away.");
    yield `line ${line}\n`;
  }
}
