import { startTestService, type TestService } from "../helpers/services/test-service";
import { buildStudio } from "./browser/build-studio";
import { describeInBrowser } from "./browser/describe-in-browser";
import { openStudio } from "./browser/open-studio";
import { type Furniture, furnish } from "./furnish";
import { ways } from "./ways/ways";

describeInBrowser("the studio in a browser", (browser) => {
  let service: TestService;
  let has: Furniture;
  beforeAll(async () => {
    buildStudio();
    service = await startTestService({ firstModel: true });
    has = await furnish(service);
  });
  afterAll(() => service?.stop());

  it.each(ways)("$name: $title", async ({ walk }) => {
    const { page, faults, open, close } = await openStudio(browser(), service.url);
    await walk({ page, service, has, open });
    await close();
    expect(faults).toEqual([]);
  });
});
