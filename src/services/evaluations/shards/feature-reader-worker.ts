import { eachBenchmarkFeatures } from "../../../storage/benchmarks/benchmark-features";
import { openPool } from "../../../storage/database/open-pool";
import { serveTasks } from "../../../threads/serve-tasks";
import type { DatabaseFailure, FeatureReaderTasks } from "./feature-reader-tasks";

/** One is read from while the others wait for the database. */
const CONNECTIONS = 3;

let pool: ReturnType<typeof openPool> | undefined;

serveTasks<FeatureReaderTasks>(
  {
    read: async ({ url, setId, positions, features, global }) => {
      pool ??= openPool(url, CONNECTIONS);
      let found = 0;
      try {
        await eachBenchmarkFeatures(pool, setId, positions, (item) => {
          const fits =
            item.features.length * positions.length === features.length &&
            item.global.length * positions.length === global.length;
          if (!fits) return;
          features.set(item.features, found * item.features.length);
          global.set(item.global, found * item.global.length);
          found++;
        });
      } catch (error) {
        const { message, code, severity } = error as DatabaseFailure;
        return { value: { failure: { message, code, severity } }, transfer: [] };
      }
      return { value: { found }, transfer: [] };
    },
  },
  { oneAtATime: false },
);
