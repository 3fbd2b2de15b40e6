import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { TLSSocket } from "node:tls";
import { settleAddress } from "../../../src/storage/connection/settle-address";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

(hasOpenssl ? describe : describe.skip)("a server whose certificate nobody signed (needs openssl)", () => {
  const directory = directoryPerTest();
  let server: Server;
  let rejected: boolean;
  const file = (name: string) => path.join(directory(), name);

  beforeEach(async () => {
    const request =
      "req -new -x509 -days 30 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=localhost";
    const names = ["-addext", "subjectAltName=DNS:localhost"];
    spawnSync("openssl", [...request.split(" "), ...names, "-keyout", file("key"), "-out", file("crt")]);
    const context = { key: readFileSync(file("key")), cert: readFileSync(file("crt")) };
    rejected = true;
    // As PostgreSQL: the client asks for TLS in clear, "S" grants it. What comes after the handshake is hung up on.
    server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => {
        socket.write("S");
        const secured = new TLSSocket(socket, { isServer: true, ...context });
        secured.on("error", () => undefined);
        secured.once("data", () => {
          rejected = false;
          secured.destroy();
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  async function connect(host: string, parameters: string): Promise<string> {
    const { port } = server.address() as { port: number };
    const url = `postgresql://me@${host}:${port}/photos?${parameters}`;
    return settleAddress(url, () => undefined).catch((error: Error) => error.message);
  }

  it.each(["require", "no-verify", "prefer"])("is let in by sslmode=%s", async (mode) => {
    await connect("localhost", `sslmode=${mode}`);
    expect(rejected).toBe(false);
  });

  it("is refused by verify-full in one line, with the way out", async () => {
    expect(await connect("localhost", "sslmode=verify-full")).toMatch(
      /^The database cannot be reached: self-signed certificate.*\. Its certificate is not trusted.*sslrootcert=FILE.*sslmode=require\.$/,
    );
    expect(rejected).toBe(true);
  });

  it("is let in by verify-full and verify-ca once it is named as the CA", async () => {
    for (const mode of ["verify-full", "verify-ca"]) {
      rejected = true;
      await connect("localhost", `sslmode=${mode}&sslrootcert=${file("crt")}`);
      expect(rejected).toBe(false);
    }
  });

  it("is refused under a name that is not in the certificate by verify-full alone", async () => {
    const named = `sslrootcert=${file("crt")}`;
    const { address } = server.address() as { address: string };
    const host = address.includes(":") ? `[${address}]` : address;
    expect(await connect(host, `sslmode=verify-full&${named}`)).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID/);
    expect(rejected).toBe(true);
    await connect(host, `sslmode=verify-ca&${named}`);
    expect(rejected).toBe(false);
  });
});
