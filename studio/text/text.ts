import { createInstance } from "i18next";
import en from "./en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const texts = createInstance();
void texts.init({
  lng: "en", // another language is another file like en.json, chosen here
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false }, // React does
  initAsync: false,
});

/** A text of en.json in the page's language: `t("library.selected", { count: 3 })`. */
export const t = texts.t;
