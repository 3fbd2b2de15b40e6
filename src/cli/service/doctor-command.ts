import os from "node:os";
import type { Command } from "commander";
import { readConfig } from "../../config";
import { createEngine } from "../../inference/engine/engine";
import { findGpuLibraries, loaderFolders, providerFolder } from "../../inference/providers/gpu-libraries";
import { askNvidiaSmi } from "../../inference/providers/nvidia-smi";
import { PROVIDERS, type ProviderSetting } from "../../inference/providers/providers";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { describeGpu } from "./describe-gpu";

/** `regionary doctor`: says what this machine can run models on, what is missing for the rest, and what will be used. */
export function addDoctor(program: Command, terminal: Terminal): void {
  program
    .command("doctor")
    .description("say what models can run on here, what is missing, and what will be used")
    .action(async () => {
      const { print } = terminal;
      print(
        `Machine: ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
      );
      for (const provider of PROVIDERS) {
        const failure = await tryProvider(provider);
        print(`${provider}: ${failure === null ? "works" : `no. ${failure}`}`);
      }
      const gpus = await askNvidiaSmi(["name", "memory.total", "driver_version"], null);
      const libraries = await findGpuLibraries(providerFolder(), await loaderFolders(process.env));
      for (const line of describeGpu(gpus, libraries)) print(line);
      const { provider } = readConfig(terminal.env);
      const failure = await tryProvider(provider, (inUse) =>
        print(`Will be used (REGIONARY_PROVIDER is ${provider}): ${inUse}`),
      );
      if (failure !== null)
        terminal.fail(`REGIONARY_PROVIDER is ${provider}, which does not work: the service will not start.`);
      await withDatabase(terminal, async ({ serverVersion }) => print(`Database: ${await serverVersion()}`));
    });
}

/** Starts and stops an engine on a provider; returns the reason where that fails, otherwise null. */
async function tryProvider(
  provider: ProviderSetting,
  report: (inUse: string) => void = () => undefined,
): Promise<string | null> {
  try {
    const engine = await createEngine({ provider });
    report(engine.provider.inUse);
    await engine.close();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
