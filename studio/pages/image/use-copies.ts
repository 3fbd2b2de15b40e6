import { notifications } from "@mantine/notifications";
import { stringifyDocument } from "@urql/core";
import { useClient } from "urql";
import { serviceUrl } from "../../api/address";
import { copyText } from "../../parts/copy-text";
import { t } from "../../text/text";
import { type ScoreInput, USUAL_TOP, vocabularyInput, wordsInput } from "./scores/score-inputs";
import { ScoresQuery } from "./scores/scores-query";
import type { Sides } from "./scores/sides-of";
import type { Shown } from "./shown";

/** Ways to take what is shown elsewhere: its data, the query that gave it, and its address. */
export function useCopies({ image, view }: Shown, { first, second }: Sides) {
  const client = useClient();
  const inputs = [first, second].flatMap((side) => {
    if (side === null) return [];
    const words = wordsInput(image.id, side, view.words ?? []);
    const vocabulary = vocabularyInput(image.id, side, view.top ?? USUAL_TOP);
    return [vocabulary, words].filter((input): input is ScoreInput => input !== null);
  });
  const copy = async (text: string): Promise<void> => {
    const isCopied = await copyText(text);
    notifications.show({
      color: isCopied ? undefined : "red",
      message: t(isCopied ? "image.actions.copied" : "image.actions.notCopied"),
    });
  };
  const answers = async () => {
    const asked = inputs.map((input) =>
      client.query(ScoresQuery, { input }, { requestPolicy: "cache-first" }),
    );
    return Promise.all(asked.map(async (answer) => (await answer).data?.scoreImage));
  };
  const mapAddress = inputs
    .map((input) => client.readQuery(ScoresQuery, { input })?.data?.scoreImage)
    .flatMap((answer) => (answer?.__typename === "ScoredImage" ? answer.labels : []))
    .find(({ label }) => label === view.label)?.regions.heatMapUrl;
  return {
    /** What the first of the queries asks, or null. */
    input: inputs[0] ?? null,
    json: async () => copy(JSON.stringify(onlyOne(await answers()), null, 2)),
    query: () =>
      copy(
        [
          stringifyDocument(ScoresQuery),
          ...inputs.map((input) => `# variables:\n# ${JSON.stringify({ input })}`),
        ].join("\n"),
      ),
    address: () => copy(window.location.href),
    id: () => copy(image.id),
    /** The picture with the map of the label in view, in full; null without one. */
    mapUrl: mapAddress ? asPng(serviceUrl(mapAddress)) : null,
  };
}

const onlyOne = (answers: readonly unknown[]): unknown => (answers.length === 1 ? answers[0] : answers);

/** Without a size and format it is exact. */
function asPng(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("width");
  url.searchParams.delete("format");
  return url.href;
}
