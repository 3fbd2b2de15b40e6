import type { Page } from "playwright-core";
import { eventually } from "../../helpers/eventually";

/** Asked for by Playwright's own way into the page: its `waitForFunction` needs an `eval` that the page's policy forbids. */
const IS_LOADED = `!document.querySelector(".mantine-Skeleton-root[data-visible], [aria-busy=true], [role=gridcell]:empty") &&
  [...document.images].every((image) => image.complete || image.loading === "lazy")`;

/** Nothing of a page is still being loaded: no placeholder, no half a picture, and its heading is there. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await eventually("everything is loaded", () => page.evaluate<boolean>(IS_LOADED));
}
