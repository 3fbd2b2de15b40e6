import type { Way } from "./way";

export const startWay: Way = {
  name: "Start",
  title: "says what is here and which steps are done, and leads to the next one",
  async walk({ page, open }) {
    await open("");
    const here = page.getByRole("region", { name: "What is here" });
    expect(await here.getByRole("link", { name: /Benchmark sets/ }).innerText()).toMatch(/\b1\b/);
    expect(await here.getByRole("link", { name: /Models/ }).innerText()).toContain("scenes answers");

    const steps = page.getByRole("region", { name: "First steps" }).getByRole("listitem");
    expect(await steps.count()).toBe(5);
    expect(await steps.filter({ hasText: "Label with a vocabulary" }).innerText()).toContain("done");
    await steps.getByRole("link", { name: "Search by any words" }).click();
    await page.waitForURL("**/studio/search");
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
