import { readFileSync } from "node:fs";
import path from "node:path";
import { Command, CommanderError } from "commander";
import { isRegionaryError } from "../errors";
import { addBackbonesImport } from "./backbones-import";
import { addBenchmarksDelete } from "./benchmarks-delete";
import { addBenchmarksImport } from "./benchmarks-import";
import { addBenchmarksList } from "./benchmarks-list";
import { addDoctor } from "./doctor";
import { addEvaluate } from "./evaluate";
import { explainError } from "./explain-error";
import { addFetch } from "./fetch";
import { addImagesAdd } from "./images-add";
import { addMetrics } from "./metrics";
import { addModelsActivate } from "./models-activate";
import { addModelsImport } from "./models-import";
import { addModelsList } from "./models-list";
import { addModelsQuantize } from "./models-quantize";
import { addModelsVerify } from "./models-verify";
import { addScenes } from "./scenes";
import { addServe } from "./serve";
import type { Terminal } from "./terminal";
import { addTrain } from "./train";
import { addTrainScenes } from "./train-scenes";
import { addVectorsImport } from "./vectors-import";
import { addVectorsList } from "./vectors-list";

const FAILED = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;

/**
 * Runs one `regionary` command and gives the exit code: 0; 1 where it failed or found something wrong; 2 for
 * wrong usage; 130 when it was interrupted.
 */
export async function runCommandLine(
  args: readonly string[],
  { warn, ...terminal }: Omit<Terminal, "fail">,
): Promise<number> {
  let exitCode = 0;
  const fail = (line: string) => {
    warn(line);
    exitCode = FAILED;
  };
  try {
    await createProgram({ ...terminal, warn, fail }).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    warn(explainError(error));
    return isRegionaryError(error) && error.code === "CANCELLED" ? INTERRUPTED : FAILED;
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command("regionary")
    .description("Labels images with any vocabulary and shows where each label is.")
    .version(readVersion(), "-V, --version", "print the version")
    .exitOverride()
    .showHelpAfterError("(--help lists the options)")
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.warn(text.trimEnd()),
    });
  addServe(program);
  addDoctor(program, terminal);
  addEvaluate(program, terminal, readVersion());
  const models = program.command("models").description("import, list, activate, verify and quantize models");
  addModelsImport(models, terminal);
  addModelsList(models, terminal);
  addModelsActivate(models, terminal);
  addModelsVerify(models, terminal);
  addModelsQuantize(models, terminal);
  const backbones = program.command("backbones").description("import backbones to train heads on");
  addBackbonesImport(backbones, terminal);
  const vectors = program.command("vectors").description("import and list word vectors");
  addVectorsImport(vectors, terminal);
  addVectorsList(vectors, terminal);
  const images = program.command("images").description("add pictures");
  addImagesAdd(images, terminal);
  const benchmarks = program.command("benchmarks").description("import, list and delete benchmark sets");
  addBenchmarksImport(benchmarks, terminal);
  addBenchmarksList(benchmarks, terminal);
  addBenchmarksDelete(benchmarks, terminal);
  addTrain(program, terminal);
  addFetch(program, terminal);
  addScenes(program, terminal);
  addMetrics(program, terminal);
  addTrainScenes(program, terminal);
  return program;
}

function readVersion(): string {
  return JSON.parse(readFileSync(path.resolve(__dirname, "../../package.json"), "utf8")).version;
}
