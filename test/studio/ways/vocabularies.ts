import type { Way } from "./way";

export const vocabulariesWay: Way = {
  name: "Vocabularies",
  title: "says what is wrong with a label, lets it be mended in place, and shows what was made",
  async walk({ page, open }) {
    await open("vocabularies/new");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("some shapes");
    await page.getByRole("textbox", { name: "Labels", exact: true }).fill("red disc\nrde star");
    await page.getByRole("button", { name: "Add to the list" }).click();
    await page.getByText('It has no vector: "rde" not in the set "scenes".').waitFor();
    await page.getByRole("textbox", { name: "Label 2", exact: true }).fill("red star");
    await page.getByText("The mean of “red” and “star”").waitFor();
    await page.getByRole("button", { name: "Make the vocabulary" }).click();
    await page.getByRole("heading", { level: 1, name: "some shapes" }).waitFor();
    await page.getByRole("listitem").filter({ hasText: "red star" }).waitFor();
  },
};
