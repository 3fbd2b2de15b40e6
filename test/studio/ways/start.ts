import { picture } from "../../helpers/pictures/pictures";
import type { Way } from "./way";

export const startWay: Way = {
  name: "Start",
  title: "says what is here and which steps are done, takes photos, and opens its own query in the API",
  async walk({ page, service, open }) {
    const { data } = await service.query("{ images(first: 1) { totalCount } }");
    const count: number = data.images.totalCount;
    await open("");
    const here = page.getByRole("region", { name: "What is here" });
    expect(await here.getByRole("link", { name: /Benchmark sets/ }).innerText()).toMatch(/\b1\b/);
    expect(await here.getByRole("link", { name: /Models/ }).innerText()).toContain("scenes answers");
    await here.getByRole("link", { name: new RegExp(`^Images ${count}\\b`) }).waitFor();

    const photo = { name: "dropped.png", mimeType: "image/png", buffer: await picture(1947) };
    await page.locator('input[data-upload="files"]').setInputFiles([photo]);
    await page.getByText("1 added", { exact: true }).waitFor();
    await here.getByRole("link", { name: new RegExp(`^Images ${count + 1}\\b`) }).waitFor();

    await page.getByRole("link", { name: "Show the query" }).click();
    await page.getByRole("tab", { name: "Start" }).waitFor();
    await page.getByRole("link", { name: "Back to the studio" }).click();

    const steps = page.getByRole("region", { name: "First steps" }).getByRole("listitem");
    await steps.first().waitFor();
    expect(await steps.count()).toBe(5);
    await steps.filter({ hasText: /Label with a vocabulary.*done/ }).waitFor(); // once what is here is known
    await steps.getByRole("link", { name: "Search by any words" }).click();
    await page.waitForURL("**/studio/search");
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
