import { createInstance } from "i18next";
import type en from "./en.json";
// The texts of the first page; the whole file follows with any other.
import { app, deletion, graphiql, key, nav, parts, start, upload } from "./en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const LANGUAGE = "en"; // another language is another file like en.json, chosen here
const texts = createInstance();
void texts.init({
  lng: LANGUAGE,
  resources: { [LANGUAGE]: { translation: { app, deletion, graphiql, key, nav, parts, start, upload } } },
  interpolation: { escapeValue: false }, // React does
  initAsync: false,
});

let all: Promise<void> | undefined;

/** Has the texts of every page; to be awaited before any but the first is shown. */
export function allTexts(): Promise<void> {
  // As text, or it would be the same file for the bundler, and whole in the first load.
  all ??= import("./en.json?raw").then(({ default: json }) => {
    texts.addResourceBundle(LANGUAGE, "translation", JSON.parse(json));
  });
  return all;
}

/** A text of en.json in the page's language: `t("library.selected", { count: 3 })`. */
export const t = texts.t;
