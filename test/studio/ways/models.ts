import type { Way } from "./way";

export const modelsWay: Way = {
  name: "Models",
  title: "has a heading",
  async walk({ page, open }) {
    await open("models");
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
