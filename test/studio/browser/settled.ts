import type { Page } from "playwright-core";

/** Nothing of a page is still being loaded: no placeholder, no half a picture, and its heading is there. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForFunction(
    `!document.querySelector(".mantine-Skeleton-root[data-visible], [aria-busy=true]") &&
     [...document.images].every((image) => image.complete || image.loading === "lazy")`,
  );
}
