import { benchmarksWay } from "./benchmarks";
import { imageWay } from "./image";
import { libraryWay } from "./library";
import { modelsWay } from "./models";
import { searchWay } from "./search";
import { startWay } from "./start";
import { vocabulariesWay } from "./vocabularies";
import type { Way } from "./way";
import { workWay } from "./work";

/** The way through each page. */
export const ways: readonly Way[] = [
  startWay,
  libraryWay,
  searchWay,
  imageWay,
  vocabulariesWay,
  benchmarksWay,
  modelsWay,
  workWay,
];
