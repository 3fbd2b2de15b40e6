import path from "node:path";
import { startChild } from "../runner/child";
import type { LoadPlan, LoadReport } from "./plan";

/** A load generator in a process of its own; every plan gets pictures that none before it had. */
export interface LoadGenerator {
  run(plan: Omit<LoadPlan, "firstPicture">): Promise<LoadReport>;
  close(): Promise<void>;
}

let pictures = 0;

export function startLoadGenerator(): LoadGenerator {
  const child = startChild(path.join(__dirname, "client.ts"));
  return {
    run(plan) {
      const firstPicture = pictures;
      pictures += plan.requests;
      return child.call<LoadReport>({ ...plan, firstPicture });
    },
    close: () => child.end(),
  };
}
