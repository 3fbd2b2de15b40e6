import { createProgram } from "./create-program";
import { runThisProcess } from "./run-program";

// Loaded by bin/regionary.mjs.
void runThisProcess(createProgram);
