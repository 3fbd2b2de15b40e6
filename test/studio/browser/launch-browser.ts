import { type Browser, chromium } from "playwright-core";
import type { FoundBrowser } from "./find-browser";

/** Starts the browser that was found. */
export function launchBrowser({ program, env }: FoundBrowser): Promise<Browser> {
  return chromium.launch({ executablePath: program, env, args: ["--disable-gpu"] });
}
