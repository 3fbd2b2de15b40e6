import { createProgram } from "./command-line";
import { runThisProcess } from "./run-program";

// Loaded by bin/regionary.mjs.
void runThisProcess(createProgram);
