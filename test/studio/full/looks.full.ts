import { mkdirSync } from "node:fs";
import path from "node:path";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { accessibilityFaults } from "../browser/accessibility";
import { describeInBrowser } from "../browser/describe-in-browser";
import { type OpenedStudio, openStudio } from "../browser/open-studio";
import { settled } from "../browser/settled";
import type { Look } from "../browser/watched-page";
import { type Furniture, furnish } from "../furnish";
import { VIEWS } from "../views";

const PICTURES = path.resolve(__dirname, "../../../studio-pictures");
const LOOKS: readonly Look[] = [
  { scheme: "light", width: 390, height: 844 },
  { scheme: "dark", width: 390, height: 844 },
  { scheme: "light", width: 1280, height: 800 },
  { scheme: "dark", width: 1920, height: 1080 },
];
/** Long lists are not drawn whole; what is below would be empty. */
const LONGEST = 2_000;
/** Those out of sight too. */
const LOAD_ALL = "for (const image of document.images) image.loading = 'eager'";

describeInBrowser("every page of the studio", (browser) => {
  let service: TestService;
  let has: Furniture;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    service = await startTestService({ firstModel: true });
    has = await furnish(service);
  });
  afterAll(() => service?.stop());

  describe.each(LOOKS)("in $scheme colors, $width pixels wide", (look) => {
    let studio: OpenedStudio;
    beforeAll(async () => {
      studio = await openStudio(browser(), service.url, look);
    });
    afterAll(() => studio?.close());

    it.each(VIEWS)(
      "$name: is accessible, fits, asks only its own host and logs no error",
      async ({ name, address }) => {
        const { page, faults, open } = studio;
        faults.length = 0;
        await open(address(has));
        const file = `${name} ${look.width} ${look.scheme}.png`.replaceAll(" ", "-");
        await page.evaluate(LOAD_ALL);
        await settled(page);
        const height = Math.min(
          await page.evaluate<number>("document.documentElement.scrollHeight"),
          LONGEST,
        );
        const clip = { x: 0, y: 0, width: look.width, height };
        await page.screenshot({ path: path.join(PICTURES, file), fullPage: true, clip });
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(
          0,
        );
        expect(faults).toEqual([]);
      },
    );
  });
});
