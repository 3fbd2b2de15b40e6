import { readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { addBenchmarksDelete } from "./benchmarks/benchmarks-delete";
import { addBenchmarksFromTags } from "./benchmarks/benchmarks-from-tags";
import { addBenchmarksImport } from "./benchmarks/benchmarks-import";
import { addBenchmarksList } from "./benchmarks/benchmarks-list";
import { addScenes } from "./benchmarks/scenes-command";
import { addCompare } from "./evaluations/compare-command";
import { addEvaluate } from "./evaluations/evaluate-command";
import { addEvaluationsList } from "./evaluations/evaluations-list";
import { addMetrics } from "./evaluations/metrics-command";
import { addImagesAdd } from "./images/images-add";
import { addImagesCorrect } from "./images/images-correct";
import { addImagesDelete } from "./images/images-delete";
import { addImagesExport } from "./images/images-export";
import { addImagesList } from "./images/images-list";
import { addImagesTag, addImagesUntag } from "./images/images-tag";
import { addImagesTags } from "./images/images-tags";
import { addLabel } from "./label/label-command";
import { addBackbonesImport } from "./models/backbones-import";
import { addBackbonesList } from "./models/backbones-list";
import { addFetch } from "./models/fetch-command";
import { addModelsActivate } from "./models/models-activate";
import { addModelsBind } from "./models/models-bind";
import { addModelsDelete } from "./models/models-delete";
import { addModelsImport } from "./models/models-import";
import { addModelsList } from "./models/models-list";
import { addModelsQuantize } from "./models/models-quantize";
import { addModelsTune } from "./models/models-tune";
import { addModelsVerify } from "./models/models-verify";
import { addIndex } from "./search/index-command";
import { addSearch } from "./search/search-command";
import { addDoctor } from "./service/doctor-command";
import { addServe } from "./service/serve-command";
import { addSetup } from "./setup/setup-command";
import type { Terminal } from "./terminal/terminal";
import { addTrain } from "./trainings/train-command";
import { addTrainingsList } from "./trainings/trainings-list";
import { addVectorsImport } from "./vectors/vectors-import";
import { addVectorsList } from "./vectors/vectors-list";
import { addVocabulariesCreate } from "./vocabularies/vocabularies-create";
import { addVocabulariesDelete } from "./vocabularies/vocabularies-delete";
import { addVocabulariesList } from "./vocabularies/vocabularies-list";
import { addWorkCancel } from "./work/work-cancel";
import { addWorkFollow } from "./work/work-follow";
import { addWorkList } from "./work/work-list";

/** The `regionary` command with all its subcommands. */
export function createProgram(terminal: Terminal): Command {
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
  addCompare(program, terminal);
  const evaluations = program.command("evaluations").description("list evaluation runs");
  addEvaluationsList(evaluations, terminal);
  const models = program
    .command("models")
    .description("import, list, activate, verify, quantize, tune and delete models");
  addModelsImport(models, terminal);
  addModelsList(models, terminal);
  addModelsActivate(models, terminal);
  addModelsBind(models, terminal);
  addModelsVerify(models, terminal);
  addModelsQuantize(models, terminal);
  addModelsTune(models, terminal, readVersion());
  addModelsDelete(models, terminal);
  const backbones = program.command("backbones").description("import and list backbones to train heads on");
  addBackbonesImport(backbones, terminal);
  addBackbonesList(backbones, terminal);
  const vectors = program.command("vectors").description("import and list word vectors");
  addVectorsImport(vectors, terminal);
  addVectorsList(vectors, terminal);
  const vocabularies = program.command("vocabularies").description("create, list and delete vocabularies");
  addVocabulariesCreate(vocabularies, terminal);
  addVocabulariesList(vocabularies, terminal);
  addVocabulariesDelete(vocabularies, terminal);
  const images = program.command("images").description("add, list, tag, correct, export and delete pictures");
  addImagesAdd(images, terminal);
  addImagesList(images, terminal);
  addImagesTag(images, terminal, readVersion());
  addImagesUntag(images, terminal);
  addImagesTags(images, terminal);
  addImagesCorrect(images, terminal);
  addImagesExport(images, terminal, readVersion());
  addImagesDelete(images, terminal);
  const benchmarks = program
    .command("benchmarks")
    .description("import, make, list and delete benchmark sets");
  addBenchmarksImport(benchmarks, terminal);
  addBenchmarksFromTags(benchmarks, terminal);
  addBenchmarksList(benchmarks, terminal);
  addBenchmarksDelete(benchmarks, terminal);
  addLabel(program, terminal, readVersion());
  addSearch(program, terminal, readVersion());
  addIndex(program, terminal);
  addSetup(program, terminal);
  addTrain(program, terminal);
  const trainings = program.command("trainings").description("list and cancel trainings");
  addTrainingsList(trainings, terminal);
  addWorkCancel(trainings, terminal, "TRAINING");
  const work = program.command("work").description("list, follow and cancel work of all kinds");
  addWorkList(work, terminal);
  addWorkFollow(work, terminal, readVersion());
  addWorkCancel(work, terminal);
  addFetch(program, terminal);
  addScenes(program, terminal);
  addMetrics(program, terminal);
  return program;
}

function readVersion(): string {
  return JSON.parse(readFileSync(path.resolve(__dirname, "../../package.json"), "utf8")).version;
}
