import os from "node:os";
import { RegionaryError } from "../../errors";
import type { LoadedModel } from "../../inference/engine/loaded-model";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { WorkFixed } from "../../storage/work/work-rows";
import type { Beginning } from "../../storage/work/work-table";
import type { ServiceContext } from "../context";

/** This host cannot go on with work the way it was begun; another has to. `reason` goes on a sentence about the work. */
export class UnfitHost extends RegionaryError {
  constructor(readonly reason: string) {
    super(
      "CONFLICT",
      `This host cannot go on with the work: ${reason}. Go on with it on a host that can, or cancel it.`,
    );
  }
}

/** What the results of a model that serves depend on here. */
export function servedHere(
  { engine }: Pick<ServiceContext, "engine">,
  version: ModelVersionRow,
  { precision }: LoadedModel,
): WorkFixed {
  return {
    provider: engine.provider.inUse,
    precision: version.quantization ? "int8" : precision,
    threads: engine.threads,
  };
}

/** For work whose result is the same wherever it is done. */
export const ANY_HOST: WorkFixed = { provider: null, precision: null, threads: null };

/** This host, and what it fixes for work that no host has begun yet. */
export function beginHere(fixed: WorkFixed): Beginning {
  return { host: os.hostname(), fixed };
}

/**
 * Throws `UnfitHost` where work was begun with another provider or precision than this host has. Threads are
 * not compared: on a CPU a model gives the same bits with any number of them, and on a GPU there are none.
 */
export function refuseUnfit(fixed: WorkFixed | null, { fixed: here }: Beginning): void {
  const differs = (["provider", "precision"] as const).filter(
    (what) => fixed !== null && fixed[what] !== null && fixed[what] !== here[what],
  );
  if (differs.length === 0) return;
  const was = differs.map((what) => `${what} ${fixed?.[what]}`).join(" and ");
  const is = differs.map((what) => `${what} ${here[what]}`).join(" and ");
  throw new UnfitHost(`it was begun with ${was}, and this host has ${is}`);
}
