import path from "node:path";
import type { ServiceContext } from "../context";

/** Holds a directory for each setup under way. */
export const setupsDirectory = ({ dataDirectory }: Pick<ServiceContext, "dataDirectory">): string =>
  path.join(dataDirectory, "setups");

/** Where a setup's files are until they are imported. */
export const setupDirectory = (context: Pick<ServiceContext, "dataDirectory">, id: string): string =>
  path.join(setupsDirectory(context), id);
