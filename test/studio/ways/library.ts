import type { Way } from "./way";

export const libraryWay: Way = {
  name: "Library",
  title: "has a heading",
  async walk({ page, open }) {
    await open("library");
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
