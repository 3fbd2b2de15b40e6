import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A Python process that says once what it is, then answers each line with a number. */
export interface PythonProcess {
  /** The first line. */
  readonly setting: string;
  ask(command: string): Promise<number>;
  end(): void;
}

export async function startPython(
  python: string,
  script: string,
  args: readonly string[],
): Promise<PythonProcess> {
  const child = spawn(python, [script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} ended.`);
    return value as string;
  };
  return {
    setting: await next(),
    async ask(command) {
      child.stdin.write(`${command}\n`);
      return Number(await next());
    },
    end: () => child.kill(),
  };
}
