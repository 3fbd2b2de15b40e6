import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { scoreText } from "../../../parts/score";
import { t } from "../../../text/text";
import type { LabelRow } from "../scores/use-scores";
import classes from "./label-list.module.css";

const MOST_WORDS = 8;
const TRAINING = { SEEN: "seen", UNSEEN: "unseen", UNKNOWN: "unknown" } as const;

/** What else is known of the label whose map is kept in view. */
export function LabelDetails(props: { row: LabelRow; vocabulary?: string; model?: string }) {
  const { row, vocabulary, model } = props;
  const { id } = useParams({ from: "/images/$id" });
  const { label, regions, origin, words, vocabularyLabel } = row;
  const [box] = regions.boxes;
  const shown = words.slice(0, MOST_WORDS).join(", ") + (words.length > MOST_WORDS ? ", …" : "");
  const made = [origin && t(`image.details.origin.${origin}`), shown].filter(Boolean).join(": ");
  return (
    <Stack gap={4} pb={6}>
      <dl className={classes.details}>
        <dt>{t("image.details.peak")}</dt>
        <dd title={t("image.details.peakHelp")}>{scoreText(regions.peak)}</dd>
        <dt>{t("image.details.made")}</dt>
        <dd>{made}</dd>
      </dl>
      {vocabularyLabel && (
        <Text size="xs" c="dimmed">
          {t(`image.details.${TRAINING[vocabularyLabel.training]}`)}
        </Text>
      )}
      <Group gap="md">
        <Anchor
          size="xs"
          py={4}
          renderRoot={(props) => <Link {...props} to="/search" search={{ q: label, vocabulary, model }} />}
        >
          {t("image.details.find", { label })}
        </Anchor>
        {box && (
          <Anchor
            size="xs"
            py={4}
            renderRoot={(props) => (
              <Link
                {...props}
                to="/search"
                search={{ like: id, part: [box.left, box.top, box.right, box.bottom] }}
              />
            )}
          >
            {t("image.details.findPart")}
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}
