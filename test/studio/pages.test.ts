import { readFileSync } from "node:fs";
import path from "node:path";
import { startTestService, type TestService } from "../helpers/services/test-service";
import { buildStudio } from "./browser/build-studio";
import { describeInBrowser } from "./browser/describe-in-browser";
import { openStudio } from "./browser/open-studio";
import { type Furniture, furnish } from "./furnish";
import { ways } from "./ways/ways";

/** What the build counted as the first load. */
const COUNTED = path.resolve(__dirname, "../../dist/first-load.json");

describeInBrowser("the studio in a browser", (browser) => {
  let service: TestService;
  let has: Furniture;
  beforeAll(async () => {
    buildStudio();
    service = await startTestService({ firstModel: true });
    has = await furnish(service);
  });
  afterAll(() => service?.stop());

  it("loads at first what the build has counted, and nothing else", async () => {
    const { page, open, close } = await openStudio(browser(), service.url);
    const loaded: string[] = [];
    page.on("response", (response) => {
      const file = new URL(response.url()).pathname.replace(/^\/studio\//, "") || "index.html";
      if (["document", "script", "stylesheet", "font"].includes(response.request().resourceType()))
        loaded.push(file);
    });
    await open("");
    await close();
    const counted = JSON.parse(readFileSync(COUNTED, "utf8")).map(({ file }: { file: string }) => file);
    expect(loaded).toContain("index.html");
    expect(loaded.filter((file) => !counted.includes(file))).toEqual([]);
  });

  it.each(ways)("$name: $title", async ({ walk }) => {
    const { page, faults, open, close } = await openStudio(browser(), service.url);
    await walk({ page, service, has, open });
    await close();
    expect(faults).toEqual([]);
  });
});
