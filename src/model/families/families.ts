import { biamFamily } from "./biam/biam-family";
import type { Family } from "./family";

/** Every kind of model that can be imported. */
export const FAMILIES: readonly Family[] = [biamFamily];
