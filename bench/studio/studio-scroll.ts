import type { Page } from "playwright-core";
import { buildStudio } from "../../test/studio/browser/build-studio";
import { findBrowser } from "../../test/studio/browser/find-browser";
import { launchBrowser } from "../../test/studio/browser/launch-browser";
import { startBenchService } from "../bench-service";
import { type Benchmark, type Figure, targeted } from "../runner/benchmark";
import { progress } from "../runner/progress";
import { fillLibrary } from "./fill-library";
import { framesWhile } from "./frames-while";

const IMAGES = 100_000;
const WINDOW = { width: 1280, height: 900 };
/** Pixels a frame: as one reads, as one looks for something, and as a scroll bar is dragged. */
const SPEEDS = { slow: 10, fast: 60, dragged: 3_000 };
const MOST_MS = 50;

export const studioScroll: Benchmark = {
  name: "studio-scroll",
  about: "frames of the studio's library while one scrolls through 100,000 images, in software rendering",
  async run() {
    const found = findBrowser();
    if (!found) throw new Error('No Chromium runs here: install "chromium".');
    buildStudio();
    const service = await startBenchService();
    try {
      progress(`storing ${IMAGES} images`);
      await fillLibrary(service.app.context.db, IMAGES);
      const browser = await launchBrowser(found);
      try {
        const page = await browser.newPage({ viewport: WINDOW });
        return await measure(page, `${service.app.url}/studio/library`);
      } finally {
        await browser.close();
      }
    } finally {
      await service.stop();
      found.remove();
    }
  },
};

async function measure(page: Page, address: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  const image = (name: string) => page.getByRole("img", { name });
  const timed = async (what: string, done: () => Promise<unknown>) => {
    const begin = performance.now();
    await done();
    figures.push({ name: `library: ${what}`, value: performance.now() - begin, unit: "ms" });
  };
  await page.goto(address); // once, so that what is measured is not the first request's work
  await image("IMG_100000.jpg").waitFor();
  await timed("from the address to the first images", async () => {
    await page.goto(address);
    await image("IMG_100000.jpg").waitFor();
  });
  for (const [name, pixels] of Object.entries(SPEEDS)) {
    const times = await framesWhile(page, pixels);
    const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN;
    const note = `${pixels} pixels a frame; the longest ${(times.at(-1) ?? Number.NaN).toFixed(0)} ms`;
    figures.push({ ...targeted(`library: frames, ${name}, p95`, p95, "ms", ["<=", MOST_MS]), note });
  }
  await page.getByRole("grid").focus();
  await timed("from the End key to the last images", async () => {
    await page.keyboard.press("End");
    await image("IMG_000001.jpg").waitFor();
  });
  await timed("from Ctrl+A to all being selected", async () => {
    await page.keyboard.press("Control+a");
    await page.getByText("100,000 selected").waitFor();
  });
  return figures;
}
