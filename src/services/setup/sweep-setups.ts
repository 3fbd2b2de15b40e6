import { readdir, rm } from "node:fs/promises";
import { findWork } from "../../storage/work/work-rows";
import type { ServiceContext } from "../context";
import { setupDirectory, setupsDirectory } from "./setup-directory";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Removes the files here of setups that were deleted or completed; those of failed and canceled ones may be gone on with. */
export async function sweepSetups(context: Pick<ServiceContext, "db" | "dataDirectory">): Promise<void> {
  const ids = (await readdir(setupsDirectory(context)).catch(() => [])).filter((name) => UUID.test(name));
  const needed = (await findWork(context.db, ids)).filter(({ state }) => state !== "COMPLETED");
  const kept = new Set(needed.map(({ id }) => id));
  for (const id of ids)
    if (!kept.has(id)) await rm(setupDirectory(context, id), { recursive: true, force: true });
}
