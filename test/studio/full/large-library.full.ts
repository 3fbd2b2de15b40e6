import type { Page } from "playwright-core";
import { fillLibrary } from "../../../bench/studio/fill-library";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { describeInBrowser } from "../browser/describe-in-browser";
import { openStudio } from "../browser/open-studio";

const IMAGES = 100_000;

/** Scrolls down for 4 s as a wheel does; the longest of 95 % of the frames meanwhile, in ms. */
async function scroll(page: Page): Promise<number> {
  const frames = page.evaluate<number[]>(`new Promise((resolve) => {
    const times = [], end = performance.now() + 4000;
    let last = performance.now();
    requestAnimationFrame(function frame(now) {
      times.push(now - last);
      last = now;
      if (now < end) requestAnimationFrame(frame); else resolve(times.slice(2));
    });
  })`);
  for (let turn = 0; turn < 40; turn++) await page.mouse.wheel(0, 600);
  const sorted = (await frames).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.95)]!;
}

describeInBrowser("a library of 100,000 images", (browser) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ bare: true });
    await fillLibrary(service.app.context.db, IMAGES);
  });
  afterAll(() => service?.stop());

  it("is scrolled and leapt through, its first and last image are shown, and few are on the page", async () => {
    const { page, faults, open, close } = await openStudio(browser(), service.url);
    await open("library");
    const image = (name: string) => page.getByRole("img", { name });
    await image("IMG_100000.jpg").waitFor();
    await page.mouse.move(640, 500);
    const frame = await scroll(page);
    process.stderr.write(`95 % of the frames while scrolling took at most ${frame.toFixed(0)} ms\n`);

    await page.getByRole("grid").focus();
    await page.keyboard.press("End");
    await image("IMG_000001.jpg").waitFor();
    expect(await page.getByRole("gridcell").count()).toBeLessThan(400);
    await page.keyboard.press("Home");
    await image("IMG_100000.jpg").waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});
