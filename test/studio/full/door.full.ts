import { eventually } from "../../helpers/eventually";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { describeInBrowser } from "../browser/describe-in-browser";
import { openStudio } from "../browser/open-studio";
import { type ProxyBelow, startProxyBelow } from "../browser/start-proxy-below";

const KEY = "open-sesame-said-ali-baba";

describeInBrowser("the studio of a service with a key, behind a proxy below a path", (browser) => {
  let service: TestService;
  let proxy: ProxyBelow;
  beforeAll(async () => {
    service = await startTestService({ firstModel: true, env: { REGIONARY_API_KEY: KEY } });
    proxy = await startProxyBelow("/photos", service.url);
  });
  afterAll(async () => {
    proxy?.stop();
    await service?.stop();
  });

  it("asks for the key, and then shows pictures, offers a model for photos and finds its way", async () => {
    const { page, faults, open, close } = await openStudio(browser(), proxy.url);
    await open("");
    const key = page.getByLabel("API key");
    await key.fill("open-barley-said-his-brother");
    await key.press("Enter");
    await page.getByText("That is not the key of this service.").waitFor();
    await key.fill(KEY);
    faults.length = 0; // until now it was refused, as it should be
    await key.press("Enter");
    const picture = page.getByRole("region", { name: "Latest images" }).getByRole("img").first();
    await picture.scrollIntoViewIfNeeded();
    await eventually("a picture", () =>
      picture.evaluate((image) => "naturalWidth" in image && image.naturalWidth !== 0),
    );
    const offer = page.getByRole("region", { name: "A model for your own photos" });
    expect(await offer.innerText()).toMatch(/[\d,.]+ [kMG]B to download .* License: /);
    await page.getByRole("link", { name: "Work", exact: true }).click();
    await page.waitForURL(`${proxy.url}/studio/work`);
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});
