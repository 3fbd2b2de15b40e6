import { Badge, Text } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { t } from "../../../text/text";
import classes from "./label-row.module.css";
import { originText } from "./origin-text";
import type { VocabularyLabel } from "./vocabulary-labels";

const MARK_COLORS = { SEEN: "teal", UNSEEN: "violet", UNKNOWN: "gray" } as const;

/** A label with its mark, and how it got its vector. */
export function LabelRow(props: { label: VocabularyLabel; vocabulary: string }) {
  const { vocabulary } = props;
  const { label, position, training, origin, words, alias, prompt, phrases } = props.label;
  return (
    <div className={classes.row}>
      <Text size="sm" c="dimmed" ta="right">
        {position + 1}
      </Text>
      <div className={classes.label}>
        <Text fw={500} style={{ overflowWrap: "anywhere" }}>
          {label}
        </Text>
        {alias !== null && (
          <Text size="sm" c="dimmed">
            {t("vocabulary.alias", { alias })}
          </Text>
        )}
        {prompt !== null && (
          <Text size="sm" c="dimmed">
            {t("vocabulary.prompt", { prompt })}
          </Text>
        )}
        {phrases.length > 0 && (
          <Text size="sm" c="dimmed">
            {t("vocabulary.phrases", { phrases: phrases.join(", ") })}
          </Text>
        )}
      </div>
      <div className={classes.mark}>
        {training !== "UNKNOWN" && (
          <Badge variant="dot" radius="sm" tt="none" color={MARK_COLORS[training]}>
            {t(`vocabulary.training.${training}`)}
          </Badge>
        )}
      </div>
      <Text size="sm" c="dimmed" className={classes.origin} lineClamp={2} title={words.join(" · ")}>
        {origin === null ? t("vocabulary.noVector") : originText(origin, words)}
      </Text>
      <Link
        to="/search"
        search={{ q: label, vocabulary }}
        className={classes.search}
        aria-label={t("vocabulary.searchFor", { label })}
        title={t("vocabulary.searchFor", { label })}
      >
        <IconSearch size={18} aria-hidden />
      </Link>
    </div>
  );
}
