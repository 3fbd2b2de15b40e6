import { picture } from "../../helpers/pictures/pictures";
import type { Way } from "./way";

export const startWay: Way = {
  name: "Start",
  title: "says what is here, takes photos and counts them, and opens its own query in the API",
  async walk({ page, service, open }) {
    const counted = await service.query("{ images(first: 1) { totalCount } }");
    const before: number = counted.data.images.totalCount;
    await open("");
    await page.getByRole("heading", { level: 1, name: "Start" }).waitFor();
    const images = (count: number) =>
      page
        .getByRole("main")
        .getByRole("link", { name: new RegExp(`^Images ${count}\\b`) })
        .waitFor();
    await images(before);
    const photo = { name: "dropped.png", mimeType: "image/png", buffer: await picture(1947) };
    await page.locator('input[data-upload="files"]').setInputFiles([photo]);
    await page.getByText("1 added").waitFor();
    await images(before + 1);

    await page.getByRole("link", { name: "Show the query" }).click();
    await page.getByRole("tab", { name: "Start" }).waitFor();
    await page.getByRole("link", { name: "Back to the studio" }).click();
    await page.getByRole("heading", { level: 1, name: "Start" }).waitFor();
  },
};
