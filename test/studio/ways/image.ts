import type { Way } from "./way";

export const imageWay: Way = {
  name: "Image",
  title: "shows where each label is, scores any words, and keeps a person's own",
  async walk({ page, has, open }) {
    await open(`images/${has.imageIds[0]}`);
    const labels = page.getByRole("table").first();
    const best = labels.getByRole("row").nth(1).getByRole("button").first();
    const label = (await best.locator("span").first().innerText()).trim();
    await best.hover();
    await page.getByText(`Where “${label}” is`).waitFor();
    await page.locator('img[src*="/heat-maps/"][src*="overlay=false"]:visible').waitFor();

    await best.click();
    await labels.getByText("Strongest response").waitFor();
    const words = page.getByRole("combobox", { name: "Any words" });
    await words.fill("green ring");
    await words.press("Enter");
    await labels.getByRole("button", { name: /^green ring/ }).waitFor();
    await page.reload();
    await labels.getByRole("button", { name: /^green ring/ }).waitFor();

    await page.getByRole("button", { name: `Tag the image “${label}”` }).click();
    await page.getByRole("button", { name: `Remove the tag “${label}”` }).click();
    await page.getByRole("button", { name: `Tag the image “${label}”` }).waitFor();

    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByRole("region", { name: "Second" }).getByRole("table").waitFor();
  },
};
