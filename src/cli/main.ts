import { createProgram } from "./create-program";
import { runThisProcess } from "./run-program";

// Loaded by bin/regionary.
void runThisProcess(createProgram);
