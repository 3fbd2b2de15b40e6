import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { collect, connect, post, type TestService } from "../../helpers/services/test-service";

const root = path.resolve(__dirname, "../../..");

/** The service as people run it, on a data directory of its own. */
export interface Product extends Pick<TestService, "url" | "query" | "collect"> {
  stop(): Promise<void>;
}

/** Starts what was built, with the embedded PostgreSQL, and waits until it says that it is ready. */
export async function startProduct(dataDirectory: string): Promise<Product> {
  const child = spawn(process.execPath, ["-r", "./bin/thread-pool.cjs", "dist/main.js"], {
    cwd: root,
    env: { ...process.env, REGIONARY_PORT: "0", REGIONARY_DATA_DIR: dataDirectory },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let written = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The service ended with ${code}:\n${written}`)));
    child.stdout.on("data", (data) => {
      written += data;
      const [, ready] = /ready at (\S+)/.exec(written) ?? [];
      if (ready) resolve(ready);
    });
  });
  const socket = connect(url);
  return {
    url,
    query: (query, variables) => post(url, query, variables),
    collect: (query, variables) => collect(socket, query, variables),
    async stop() {
      await socket.dispose();
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
