import type { Way } from "./way";

export const apiWay: Way = {
  name: "API",
  title: "opens with a page's own query, and answers it",
  async walk({ page, open }) {
    await open("");
    await page.getByRole("link", { name: "Show the query" }).click();
    await page.waitForURL(/\/graphiql/);
    await page.getByRole("button", { name: /execute/i }).click();
    await page.getByText("activeModelVersion").nth(1).waitFor(); // in the query, and in its answer
  },
};
