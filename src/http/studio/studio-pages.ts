import { randomBytes } from "node:crypto";
import path from "node:path";
import { type Request, type Response, Router } from "express";
import { pageHtml } from "./page-html";
import { graphiqlPolicy, studioPolicy } from "./page-policies";
import { sendCompressed } from "./send-compressed";

/**
 * The studio's pages and files, as they were built into `directory`. They hold nothing of what is stored, and are sent
 * without the key. All addresses in them are relative: they work below whatever path a proxy puts the service at.
 */
export function studioPages(directory: string, frameAncestors: string): Router {
  const router = Router({ strict: true });
  router.get("/", (_request, response) => response.redirect("studio/"));
  router.get("/studio", (_request, response) => response.redirect("studio/"));
  router.get("/studio/icon.svg", (_request, response) => response.sendFile("icon.svg", { root: directory }));
  router.get("/studio/assets/:name", sendCompressed(path.join(directory, "assets")));
  router.get("/studio/{*view}", async (request, response) => {
    const nonce = randomBytes(16).toString("base64");
    const html = await pageHtml(path.join(directory, "index.html"), { base: baseOf(request), nonce });
    sendPage(response, html, `${studioPolicy(nonce)}; ${frameAncestors}`);
  });
  router.get("/graphiql", async (_request, response) => {
    const html = await pageHtml(path.join(directory, "graphiql.html"), { base: "studio/" });
    sendPage(response, html, `${graphiqlPolicy()}; ${frameAncestors}`);
  });
  return router;
}

/** From the address of a view, such as /studio/images/ID, to /studio/. */
function baseOf({ path: address }: Request): string {
  const depth = address.split("/").length - 3;
  return depth > 0 ? "../".repeat(depth) : "./";
}

function sendPage(response: Response, html: string, policy: string): void {
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("Cache-Control", "no-cache");
  response.type("text/html").send(html);
}
