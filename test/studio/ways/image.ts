import type { Way } from "./way";

export const imageWay: Way = {
  name: "Image",
  title: "has a heading",
  async walk({ page, has, open }) {
    await open(`images/${has.imageIds[0]}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
