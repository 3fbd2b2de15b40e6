import { ActionIcon, Badge, Group, Table, Text, UnstyledButton } from "@mantine/core";
import { IconBan, IconTag, IconTagFilled } from "@tabler/icons-react";
import { memo } from "react";
import { percentText, Score, scoreText } from "../../../parts/score";
import { t } from "../../../text/text";
import type { LabelRow } from "../scores/use-scores";
import { LabelDetails } from "./label-details";
import classes from "./label-list.module.css";

/** What a label has in the other of two that are compared. */
interface OtherScore {
  readonly probability: number | null;
  /** 1 for the best. */
  readonly place: number;
}

/** A label: pointing at it shows its map, a click keeps that in view. */
export const LabelListRow = memo(function LabelListRow(props: {
  row: LabelRow;
  /** Where two are compared, what the other says of it: undefined if it does not have it, null where there is no other. */
  other: OtherScore | undefined | null;
  hasProbabilities: boolean;
  /** The ids that it was scored by. */
  vocabulary: string | undefined;
  model: string | undefined;
  isActive: boolean;
  isPinned: boolean;
  isTagged: boolean;
  isCorrected: boolean;
  onPoint: (label: string | null) => void;
  onPin: (label: string) => void;
  onTag: (label: string) => void;
  onCorrect: (label: string) => void;
}) {
  const {
    row,
    other,
    hasProbabilities,
    vocabulary,
    model,
    isActive,
    isPinned,
    isTagged,
    isCorrected,
    onPoint,
    onPin,
    onTag,
    onCorrect,
  } = props;
  const { label, score, probability, isTyped, vocabularyLabel } = row;
  const tagText = t(isTagged ? "image.table.untag" : "image.table.tag", { label });
  const correctText = t(isCorrected ? "image.table.withdraw" : "image.table.correct", { label });
  return (
    <>
      <Table.Tr
        className={classes.row}
        data-active={isActive || undefined}
        data-pinned={isPinned || undefined}
        onPointerEnter={() => onPoint(label)}
      >
        <Table.Td>
          <UnstyledButton
            className={classes.label}
            aria-expanded={isPinned}
            onFocus={() => onPoint(label)}
            onBlur={() => onPoint(null)}
            onClick={() => onPin(label)}
          >
            <Text size="sm" span fw={isPinned ? 650 : 500} td={isCorrected ? "line-through" : undefined}>
              {label}
            </Text>
            {vocabularyLabel?.training === "UNSEEN" && (
              <Mark text={t("image.table.unseen")} title={t("image.table.unseenHelp")} />
            )}
            {isTyped && <Mark text={t("image.table.typed")} />}
          </UnstyledButton>
        </Table.Td>
        {hasProbabilities && (
          <Table.Td>
            {probability === null ? "–" : <Score score={score} probability={probability} />}
          </Table.Td>
        )}
        <Table.Td className={classes.number}>{scoreText(score)}</Table.Td>
        {other !== null && (
          <Table.Td className={classes.number}>
            <InOther other={other} />
          </Table.Td>
        )}
        <Table.Td>
          <Group gap={2} wrap="nowrap" justify="flex-end">
            <ActionIcon
              variant={isTagged ? "light" : "subtle"}
              color={isTagged ? undefined : "gray"}
              aria-pressed={isTagged}
              aria-label={tagText}
              title={tagText}
              onClick={() => onTag(label)}
            >
              {isTagged ? <IconTagFilled size={16} aria-hidden /> : <IconTag size={16} aria-hidden />}
            </ActionIcon>
            <ActionIcon
              variant={isCorrected ? "light" : "subtle"}
              color={isCorrected ? "red" : "gray"}
              aria-pressed={isCorrected}
              aria-label={correctText}
              title={correctText}
              onClick={() => onCorrect(label)}
            >
              <IconBan size={16} aria-hidden />
            </ActionIcon>
          </Group>
        </Table.Td>
      </Table.Tr>
      {isPinned && (
        <Table.Tr className={classes.row} data-pinned>
          <Table.Td colSpan={3 + Number(hasProbabilities) + Number(other !== null)}>
            <LabelDetails row={row} vocabulary={isTyped ? undefined : vocabulary} model={model} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
});

function Mark({ text, title }: { text: string; title?: string }) {
  return (
    <Badge variant="default" size="xs" tt="none" fw={500} title={title}>
      {text}
    </Badge>
  );
}

/** How probable the label is in the other, or without probabilities its place there. */
function InOther({ other }: { other: OtherScore | undefined }) {
  if (!other) return <span title={t("image.table.onlyHere")}>–</span>;
  const { probability, place } = other;
  return probability === null ? t("image.table.place", { place }) : percentText(probability);
}
