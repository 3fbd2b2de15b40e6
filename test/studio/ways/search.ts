import type { Way } from "./way";

export const searchWay: Way = {
  name: "Search",
  title: "has a heading",
  async walk({ page, open }) {
    await open("search");
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
