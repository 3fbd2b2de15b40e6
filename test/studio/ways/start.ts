import type { Way } from "./way";

export const startWay: Way = {
  name: "Start",
  title: "has a heading, and leads to the other pages",
  async walk({ page, open }) {
    await open("");
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
