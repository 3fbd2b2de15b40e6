import type { Browser } from "playwright-core";
import { settled } from "./settled";
import { type Look, openWatchedPage, type WatchedPage } from "./watched-page";

/** The studio of a service in a page of its own. */
export interface OpenedStudio extends WatchedPage {
  /** Opens an address below /studio/, and waits until nothing of it is still being loaded. */
  open(address: string): Promise<void>;
}

/** A page that has the studio of the service at `url`, once an address is opened. */
export async function openStudio(browser: Browser, url: string, look?: Look): Promise<OpenedStudio> {
  const watched = await openWatchedPage(browser, url, look);
  const open = async (address: string) => {
    await watched.page.goto(`${url}/studio/${address}`);
    await settled(watched.page);
  };
  return { ...watched, open };
}
