import "reflect-metadata";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import { findBrowser } from "../browser/find-browser";
import { launchBrowser } from "../browser/launch-browser";
import { openStudio } from "../browser/open-studio";
import { drawPictures } from "./draw-pictures";
import { type Filling, fillProduct } from "./fill-product";
import { SHOTS, type Shot } from "./shots";
import { type Product, startProduct } from "./start-product";

const PICTURES = path.resolve(__dirname, "../../../docs/pictures");
const DRAWN = 120;
/** So that what moves has come to rest, and every picture in it is there. */
const REST_MS = 2_500;

async function takePictures(): Promise<void> {
  const found = findBrowser();
  if (!found) throw new Error('No Chromium runs here: install "chromium".');
  const directory = mkdtempSync(path.join(os.tmpdir(), "regionary-pictures-"));
  const product = await startProduct(path.join(directory, "data"));
  const browser = await launchBrowser(found);
  mkdirSync(PICTURES, { recursive: true });
  try {
    const has = await fillProduct(product, drawPictures(path.join(directory, "drawn"), DRAWN));
    for (const shot of SHOTS) await take(shot, browser, product, has).catch((error) => failed(shot, error));
  } finally {
    await browser.close();
    await product.stop();
    found.remove();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function take(
  { file, look, address, act }: Shot,
  browser: Browser,
  product: Product,
  has: Filling,
): Promise<void> {
  const { page, faults, open, close } = await openStudio(browser, product.url, look);
  await open(address(has));
  await act?.(page, product, has);
  await page.waitForTimeout(REST_MS);
  const picture = sharp(await page.screenshot()).webp({ quality: 82, effort: 6 });
  const { size } = await picture.toFile(path.join(PICTURES, `${file}.webp`));
  await close();
  if (faults.length > 0) throw new Error(`${file}: ${faults.join("; ")}`);
  console.log(`${file}.webp, ${Math.round(size / 1_000)} KB`);
}

function failed({ file }: Shot, error: unknown): void {
  console.error(`${file}.webp is left as it was: ${error}`);
  process.exitCode = 1;
}

takePictures().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
