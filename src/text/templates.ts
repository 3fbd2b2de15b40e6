import type { TokenizerKind } from "./tokenizer-kinds";

/** How many templates a label is put in: one, or a short set whose vectors are averaged. */
export type TemplateSet = "single" | "ensemble";

/**
 * The subset of ImageNet's eighty that OpenAI found best together (CLIP's notebook "Prompt Engineering for ImageNet");
 * SigLIP's authors measure with them too.
 */
const SEVEN = [
  "itap of a {}.",
  "a bad photo of the {}.",
  "a origami {}.",
  "a photo of the large {}.",
  "a {} in a video game.",
  "art of the {}.",
  "a photo of the small {}.",
];

/** TCL's, which the notebook of TIPS takes: for things and for stuff. */
const NINE = [
  ...SEVEN.map((template) => (template === "a bad photo of the {}." ? "a bad photo of a {}." : template)),
  "a photo of many {}.",
  "a photo of {}s.",
];

/** CLIP's paper has the first; the documentation of transformers names the other for SigLIP and SigLIP 2. */
const SINGLE = ["a photo of a {}."];
const SIGLIP_SINGLE = ["This is a photo of {}."];

const templates: Record<TokenizerKind, Record<TemplateSet, readonly string[]>> = {
  clip: { single: SINGLE, ensemble: SEVEN },
  siglip: { single: SIGLIP_SINGLE, ensemble: SEVEN },
  siglip2: { single: SIGLIP_SINGLE, ensemble: SEVEN },
  tips: { single: SINGLE, ensemble: NINE },
};

/** The family's templates; "{}" stands for the label. */
export function templatesOf(kind: TokenizerKind, set: TemplateSet): string[] {
  return [...templates[kind][set]];
}

/** The texts of a label: the label in each template, as it is written. */
export function fillTemplates(templates: readonly string[], label: string): string[] {
  return templates.map((template) => template.replaceAll("{}", () => label));
}
