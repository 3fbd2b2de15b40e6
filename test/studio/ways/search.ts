import type { Way } from "./way";

/** Long enough for the indexing that the first search begins. */
const INDEXED_MS = 60_000;

export const searchWay: Way = {
  name: "Search",
  title: "finds images by words, takes out what is wrong and puts it back, and cuts by probability",
  async walk({ page, open }) {
    await open("search");
    await page.getByRole("combobox", { name: "What to look for" }).fill("striped square");
    await page.keyboard.press("Enter");
    const images = page.getByRole("article");
    await images.first().waitFor({ timeout: INDEXED_MS });
    await page.getByText("not indexed yet").waitFor({ state: "detached", timeout: INDEXED_MS });
    await page.getByRole("button", { name: "How sure this is" }).and(page.getByTitle("Proven")).waitFor();

    const found = await images.count();
    await images
      .first()
      .getByRole("button", { name: /^Not “striped square”/ })
      .click();
    await page.getByText("1 left out").waitFor();
    if ((await images.count()) !== found - 1) throw new Error("expected one image less");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("1 left out").waitFor({ state: "detached" });
    await images.nth(found - 1).waitFor();

    await page.getByRole("slider", { name: "Least probability" }).press("End");
    await page.getByText("No image has it with a probability of 99% or more.").waitFor();
    await page.waitForURL(/[?&]least=99/);
    await page.getByRole("button", { name: "Show the most probable" }).click();
    await images.first().waitFor();
  },
};
