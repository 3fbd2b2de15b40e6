import type { ServiceContext } from "../context";
import { sweepShardFiles } from "../evaluations/shards/sweep-shard-files";
import { sweepTrainings } from "../trainings/sweep-trainings";
import { ownsFiles } from "./owns-files";

/** Removes what trainings and evaluation runs that were deleted, or died, left on this host. */
export async function sweepFiles(
  context: Pick<ServiceContext, "dataDirectory"> &
    Parameters<typeof sweepTrainings>[0] &
    Parameters<typeof sweepShardFiles>[0],
): Promise<void> {
  if (!(await ownsFiles(context.db, context.dataDirectory))) return;
  await sweepTrainings(context);
  await sweepShardFiles(context);
}
