import { existsSync } from "node:fs";
import path from "node:path";

/** Reference data that lies beside the checkout; tests that need it are skipped, visibly, where it is absent. */
export const sharedPath = path.resolve(__dirname, "../../../shared");

export const describeWithShared = existsSync(sharedPath) ? describe : describe.skip;
