import { startApp } from "./app";
import { readConfig } from "./config";
import { isRegionaryError } from "./errors";

const log = (line: string) => console.log(line);

/** Runs the service until SIGINT or SIGTERM; a second one ends it at once. */
export async function serve(): Promise<void> {
  const begun = Date.now();
  const app = await startApp(readConfig(process.env), log);
  log(
    `Regionary is ready at ${app.url} after ${((Date.now() - begun) / 1000).toFixed(1)} s (Ctrl-C stops it)`,
  );
  const signal = await new Promise<string>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  log(`${signal}: stopping`);
  await app.stop();
  log("Stopped");
}

if (require.main === module) {
  serve().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(isRegionaryError(error) ? error.message : error);
      process.exit(1);
    },
  );
}
