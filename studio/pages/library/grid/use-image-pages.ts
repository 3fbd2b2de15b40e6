import { useSyncExternalStore } from "react";
import type { ImagePages } from "./image-pages";

/** Renders anew whenever images have come; how often they did. */
export const useImagePages = (pages: ImagePages): number =>
  useSyncExternalStore(pages.subscribe, pages.version);
