import type { WorkKind } from "../../storage/work/work-rows";

/** The kinds that commands alone can do, because they read files on their host; jobs do all others. */
export const DONE_BY_COMMANDS = ["BENCHMARK_IMPORT"] as const satisfies readonly WorkKind[];
