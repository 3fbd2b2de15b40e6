import type { Way } from "./way";

export const startWay: Way = {
  name: "Start",
  title: "says what is here, offers a model for photos with its license and size, and leads to the next step",
  async walk({ page, open }) {
    await open("");
    const here = page.getByRole("region", { name: "What is here" });
    expect(await here.getByRole("link", { name: "Vocabularies" }).innerText()).toMatch(/\b2\b/);
    expect(await here.getByRole("link", { name: "Models" }).innerText()).toContain("scenes answers");

    const offer = page.getByRole("region", { name: "A model for your own photos" });
    expect(await offer.innerText()).toMatch(/[\d,.]+ [MG]B to download .* License: /);
    expect(await offer.getByRole("button", { name: "Get it" }).first().isEnabled()).toBe(true);

    const steps = page.getByRole("region", { name: "First steps" });
    expect(await steps.getByRole("listitem").count()).toBe(5);
    await steps.getByRole("link", { name: "Search by any words" }).click();
    await page.waitForURL("**/studio/search");
    await page.getByRole("heading", { level: 1, name: "Search" }).waitFor();
  },
};
