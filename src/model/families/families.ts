import { biamFamily } from "./biam/biam-family";
import { clipFamily } from "./clip/clip-family";
import type { Family } from "./family";
import { linearFamily } from "./linear/linear-family";
import { siglipFamily } from "./siglip/siglip-family";
import { tipsFamily } from "./tips/tips-family";

/** Every kind of model that can be imported. */
export const FAMILIES: readonly Family[] = [biamFamily, linearFamily, clipFamily, siglipFamily, tipsFamily];
