import { startApp } from "./app";
import { readConfig } from "./config";
import { isRegionaryError } from "./errors";
import { explainStorageFailure } from "./services/explain-storage-failure";

const log = (line: string) => console.log(line);

/** Ctrl-C reaches us from the terminal and again from each npm above us: these count as one signal. */
const REPEATS_MS = 1_000;

/** Runs the service until SIGINT or SIGTERM; a second one, a second later or more, ends it at once. */
export async function serve(): Promise<void> {
  const begun = Date.now();
  // Listened to from the beginning: a start that is cut off would leave its PostgreSQL behind.
  const signalled = firstSignal();
  const app = await startApp(readConfig(process.env), log, { firstModel: true });
  log(
    `Regionary is ready at ${app.url} after ${((Date.now() - begun) / 1000).toFixed(1)} s (Ctrl-C stops it)`,
  );
  log(`${await signalled}: stopping`);
  await app.stop();
  log("Stopped");
}

function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals) => {
      firstAt ??= Date.now();
      if (Date.now() - firstAt > REPEATS_MS) process.exit(1);
      resolve(signal);
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
  });
}

if (require.main === module) {
  serve().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(isRegionaryError(error) ? error.message : (explainStorageFailure(error) ?? error));
      process.exit(1);
    },
  );
}
