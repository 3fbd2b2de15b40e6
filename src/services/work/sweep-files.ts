import type { ServiceContext } from "../context";
import { sweepSetups } from "../setup/sweep-setups";
import { sweepTrainings } from "../trainings/sweep-trainings";
import { ownsFiles } from "./owns-files";

/** Removes what deleted or dead trainings and setups left on this host. */
export async function sweepFiles(
  context: Pick<ServiceContext, "dataDirectory"> & Parameters<typeof sweepTrainings>[0],
): Promise<void> {
  if (!(await ownsFiles(context.db, context.dataDirectory))) return;
  await sweepTrainings(context);
  await sweepSetups(context);
}
