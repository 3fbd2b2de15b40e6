import type { Way } from "./way";

export const vocabulariesWay: Way = {
  name: "Vocabularies",
  title: "has a heading",
  async walk({ page, open }) {
    await open("vocabularies");
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
};
