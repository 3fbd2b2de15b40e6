import type { Browser } from "playwright-core";
import { findBrowser } from "./find-browser";
import { launchBrowser } from "./launch-browser";

/**
 * `describe`, with a browser, which is there from `beforeAll` on. Where none runs, the tests are skipped, and a line
 * says so.
 */
export function describeInBrowser(title: string, body: (browser: () => Browser) => void): void {
  const found = findBrowser();
  let browser: Browser | undefined;
  const ready = () => {
    if (browser) return browser;
    throw new Error("The browser is there from beforeAll on.");
  };
  if (!found) {
    process.stderr.write(
      `SKIPPED, because no Chromium runs here (install "chromium" to have it run): ${title}\n`,
    );
    describe.skip(title, () => body(ready));
    return;
  }
  describe(title, () => {
    beforeAll(async () => {
      browser = await launchBrowser(found);
    });
    body(ready);
    afterAll(async () => {
      await browser?.close();
      found.remove();
    });
  });
}
