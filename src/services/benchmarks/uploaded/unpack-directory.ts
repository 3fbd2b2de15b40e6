import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { workUnderWay } from "../../../storage/work/work-jobs";
import type { ServiceContext } from "../../context";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const directoryOfAll = ({ dataDirectory }: Pick<ServiceContext, "dataDirectory">): string =>
  path.join(dataDirectory, "imports");

/** Where the archive of an import is unpacked while its set is stored. */
export const unpackDirectory = (context: Pick<ServiceContext, "dataDirectory">, id: string): string =>
  path.join(directoryOfAll(context), id);

export async function removeUnpacked(
  context: Pick<ServiceContext, "dataDirectory">,
  id: string,
): Promise<void> {
  await rm(unpackDirectory(context, id), { recursive: true, force: true });
}

/** Removes what imports that ended or were deleted while no process was running have unpacked here. */
export async function sweepUnpacked(context: Pick<ServiceContext, "db" | "dataDirectory">): Promise<void> {
  const names = await readdir(directoryOfAll(context)).catch(() => []);
  const ids = names.filter((name) => UUID.test(name));
  if (ids.length === 0) return;
  const atWork = await workUnderWay(context.db, ids);
  for (const id of ids) if (!atWork.has(id)) await removeUnpacked(context, id);
}
