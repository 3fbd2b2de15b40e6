import type { Way } from "./way";

export const workWay: Way = {
  name: "Work",
  title: "has a heading",
  async walk({ page, open }) {
    await open("work");
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
