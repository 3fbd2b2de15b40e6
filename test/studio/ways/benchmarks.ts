import type { Way } from "./way";

export const benchmarksWay: Way = {
  name: "Benchmarks",
  title: "has a heading",
  async walk({ page, open }) {
    await open("benchmarks");
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
