import { fillTemplates } from "../../text/templates";

/** What a text encoder needs to know of a label. */
export interface LabelToEncode {
  readonly label: string;
  /** The only text, "{}" in it standing for the label. */
  readonly prompt: string | null;
  /** Put into the templates instead of the label. */
  readonly phrases: readonly string[];
}

/** The texts of which a label's vector is the mean: its prompt, or else its phrases or itself in each template. */
export function labelTexts(
  { label, prompt, phrases }: LabelToEncode,
  templates: readonly string[],
): string[] {
  if (prompt !== null) return fillTemplates([prompt], label);
  const put = phrases.length > 0 ? phrases : [label];
  return put.flatMap((phrase) => fillTemplates(templates, phrase));
}
