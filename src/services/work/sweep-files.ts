import type { ServiceContext } from "../context";
import { sweepTrainings } from "../trainings/sweep-trainings";
import { ownsFiles } from "./owns-files";

/** Removes what deleted or dead trainings left on this host. */
export async function sweepFiles(
  context: Pick<ServiceContext, "dataDirectory"> & Parameters<typeof sweepTrainings>[0],
): Promise<void> {
  if (!(await ownsFiles(context.db, context.dataDirectory))) return;
  await sweepTrainings(context);
}
