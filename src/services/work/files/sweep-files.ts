import { sweepUnpacked } from "../../benchmarks/uploaded/unpack-directory";
import type { ServiceContext } from "../../context";
import { sweepPackages } from "../../models/sweep-packages";
import { sweepSetups } from "../../setup/sweep-setups";
import { sweepTrainings } from "../../trainings/sweep-trainings";
import { ownsFiles } from "./owns-files";

/** Removes what deleted or dead trainings, setups and imports, and deleted models, left on this host. */
export async function sweepFiles(
  context: Pick<ServiceContext, "db" | "dataDirectory" | "trainingDirectory" | "modelCacheDirectory">,
): Promise<void> {
  if (!(await ownsFiles(context.db, context.dataDirectory))) return;
  await sweepTrainings(context);
  await sweepSetups(context);
  await sweepUnpacked(context);
  await sweepPackages(context);
}
