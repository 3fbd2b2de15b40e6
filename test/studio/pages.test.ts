import type { Browser } from "playwright-core";
import { startTestService, type TestService } from "../helpers/services/test-service";
import { buildStudio } from "./browser/build-studio";
import { describeInBrowser } from "./browser/find-browser";
import { launchBrowser } from "./browser/launch-browser";
import { openStudio } from "./browser/open-studio";
import { type Furniture, furnish } from "./furnish";
import { ways } from "./ways/ways";

describeInBrowser("the studio in a browser", (found) => {
  let service: TestService;
  let browser: Browser;
  let has: Furniture;
  beforeAll(async () => {
    buildStudio();
    [service, browser] = await Promise.all([startTestService({ firstModel: true }), launchBrowser(found)]);
    has = await furnish(service);
  });
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    found.remove();
  });

  it.each(ways)("$name: $title", async ({ walk }) => {
    const { page, faults, open, close } = await openStudio(browser, service.url);
    await walk({ page, service, has, open });
    await close();
    expect(faults).toEqual([]);
  });
});
