import type { Way } from "./way";

export const modelsWay: Way = {
  name: "Models",
  title: "leads from the list to what a model is made of, and to its trainings",
  async walk({ page, open }) {
    await open("models");
    await page.getByRole("link", { name: "scenes", exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name: "scenes" }).waitFor();
    await page.getByText("14 × 14, each a vector of 64 numbers").waitFor();
    await open("models?tab=trainings");
    await page.getByRole("heading", { level: 1, name: "Models" }).waitFor();
  },
};
