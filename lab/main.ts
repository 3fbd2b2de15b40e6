import { Command } from "commander";
import { runThisProcess } from "../src/cli/run-program";
import { addTrainScenes } from "./train-scenes-command";

// Started by scripts/train-scenes.mjs.
void runThisProcess((terminal) => {
  const program = new Command("lab").exitOverride().showHelpAfterError("(--help lists the options)");
  addTrainScenes(program, terminal);
  return program;
});
