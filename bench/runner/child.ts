import { fork } from "node:child_process";
import { once } from "node:events";

type Reply = { readonly result: unknown } | { readonly error: string };

/** A process of the benchmark's own, so that what it uses is not counted for another. */
interface Child {
  /** Asks one thing at a time. */
  call<T>(message: object): Promise<T>;
  /** Lets it end, and waits until it has. */
  end(): Promise<void>;
}

/** Starts a file, of TypeScript or compiled, that answers by `answerParent`; `first` are files that Node reads before it. */
export function startChild(
  file: string,
  env: Readonly<Record<string, string>> = {},
  first: readonly string[] = [],
): Child {
  const needed = file.endsWith(".ts") ? [...first, "@swc-node/register"] : first;
  const child = fork(file, {
    execArgv: needed.flatMap((name) => ["-r", name]),
    env: { ...process.env, ...env },
  });
  const ended = once(child, "exit").then(() => Promise.reject(new Error(`${file} ended`)));
  ended.catch(() => undefined);
  return {
    async call<T>(message: object) {
      child.send(message);
      const [reply] = (await Promise.race([once(child, "message"), ended])) as [Reply];
      if ("error" in reply) throw new Error(reply.error);
      return reply.result as T;
    },
    async end() {
      if (child.connected) child.disconnect();
      await ended.catch(() => undefined);
    },
  };
}

/** The child's side: answers each message, and ends when the parent releases it or has ended. */
export function answerParent<M>(
  answer: (message: M) => Promise<unknown>,
  atEnd: () => Promise<void> = async () => undefined,
): void {
  process.on("message", (message: M) => {
    answer(message).then(
      (result) => process.send?.({ result } satisfies Reply),
      (error: Error) => process.send?.({ error: error.stack ?? String(error) } satisfies Reply),
    );
  });
  process.on("disconnect", () => {
    atEnd().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
