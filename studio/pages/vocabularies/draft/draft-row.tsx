import { ActionIcon, NativeSelect, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { IconAdjustments, IconTrash } from "@tabler/icons-react";
import { memo, useState } from "react";
import { t } from "../../../text/text";
import type { DraftLabel, Training } from "./draft-label";
import classes from "./draft-row.module.css";
import { LabelState } from "./label-state";
import type { LabelChecks } from "./use-label-checks";

const MOST_PHRASES = 20;

interface DraftRowProps {
  readonly label: DraftLabel;
  readonly place: number;
  readonly checks: LabelChecks;
  /** Whether the model reads texts; otherwise it looks words up. */
  readonly isText: boolean;
  readonly onChange: (key: number, words: Partial<DraftLabel>) => void;
  readonly onRemove: (key: number) => void;
}

/** A label of a draft, to be mended where it stands. */
export const DraftRow = memo(function DraftRow(props: DraftRowProps) {
  const { label, place, checks, isText, onChange, onRemove } = props;
  const change = (words: Partial<DraftLabel>) => onChange(label.key, words);
  const hasMore = label.alias !== "" || label.prompt !== "" || label.phrases.length > 0;
  const [isOpen, setOpen] = useState(hasMore);
  const name = label.label || t("newVocabulary.place", { place: place + 1 });
  return (
    <div className={classes.row}>
      <Text size="sm" c="dimmed" className={classes.place}>
        {place + 1}
      </Text>
      <Stack gap={6} className={classes.words}>
        <TextInput
          aria-label={t("newVocabulary.labelAt", { place: place + 1 })}
          value={label.label}
          onChange={({ currentTarget }) => change({ label: currentTarget.value })}
        />
        {isOpen && (!isText || label.alias !== "") && (
          <TextInput
            size="xs"
            label={t("newVocabulary.alias")}
            value={label.alias}
            onChange={({ currentTarget }) => change({ alias: currentTarget.value })}
          />
        )}
        {isOpen && (isText || label.phrases.length > 0) && (
          <TagsInput
            size="xs"
            label={t("newVocabulary.phrases")}
            description={t("newVocabulary.phrasesHint")}
            value={[...label.phrases]}
            maxTags={MOST_PHRASES}
            onChange={(phrases) => change({ phrases })}
          />
        )}
        {isOpen && (isText || label.prompt !== "") && (
          <TextInput
            size="xs"
            label={t("newVocabulary.prompt")}
            description={t("newVocabulary.promptHint")}
            value={label.prompt}
            onChange={({ currentTarget }) => change({ prompt: currentTarget.value })}
          />
        )}
      </Stack>
      <div className={classes.state}>
        <LabelState label={label} checks={checks} onChange={change} />
      </div>
      <NativeSelect
        className={classes.mark}
        aria-label={t("newVocabulary.markOf", { label: name })}
        value={label.training}
        onChange={({ currentTarget }) => change({ training: currentTarget.value as Training })}
        data={(["UNKNOWN", "SEEN", "UNSEEN"] as const).map((value) => ({
          value,
          label: t(`vocabulary.training.${value}`),
        }))}
      />
      <div className={classes.actions}>
        <ActionIcon
          variant={isOpen ? "light" : "subtle"}
          color="gray"
          size="lg"
          aria-expanded={isOpen}
          aria-label={t("newVocabulary.moreOf", { label: name })}
          title={t(isText ? "newVocabulary.moreText" : "newVocabulary.moreWords")}
          onClick={() => setOpen(!isOpen)}
        >
          <IconAdjustments size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("newVocabulary.remove", { label: name })}
          title={t("newVocabulary.removeShort")}
          onClick={() => onRemove(label.key)}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
});
