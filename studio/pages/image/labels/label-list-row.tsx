import { ActionIcon, Badge, Group, Table, Text, UnstyledButton } from "@mantine/core";
import { IconBan, IconTag, IconTagFilled } from "@tabler/icons-react";
import { memo } from "react";
import { Score, scoreText } from "../../../parts/score";
import { t } from "../../../text/text";
import type { LabelRow } from "../scores/use-scores";
import classes from "./label-list.module.css";

const asDifference = new Intl.NumberFormat(undefined, {
  signDisplay: "exceptZero",
  maximumFractionDigits: 0,
});

/** A label: pointing at it shows its map, a click keeps that in view. */
export const LabelListRow = memo(function LabelListRow(props: {
  row: LabelRow;
  /** Where two are compared, the label's probability in the other; undefined if the other does not have it. */
  other?: { readonly probability: number | null | undefined };
  isActive: boolean;
  isPinned: boolean;
  isTagged: boolean;
  isCorrected: boolean;
  onPoint: (label: string | null) => void;
  onPin: (label: string) => void;
  onTag: (label: string) => void;
  onCorrect: (label: string) => void;
}) {
  const { row, other, isActive, isPinned, isTagged, isCorrected, onPoint, onPin, onTag, onCorrect } = props;
  const { label, score, probability, isTyped, vocabularyLabel } = row;
  const tagText = t(isTagged ? "image.table.untag" : "image.table.tag", { label });
  const correctText = t(isCorrected ? "image.table.withdraw" : "image.table.correct", { label });
  return (
    <Table.Tr
      className={classes.row}
      data-active={isActive || undefined}
      data-pinned={isPinned || undefined}
      onPointerEnter={() => onPoint(label)}
    >
      <Table.Td>
        <UnstyledButton
          className={classes.label}
          aria-pressed={isPinned}
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
      <Table.Td>{probability === null ? "–" : <Score score={score} probability={probability} />}</Table.Td>
      <Table.Td className={classes.number}>{scoreText(score)}</Table.Td>
      {other && (
        <Table.Td className={classes.number}>
          <Difference probability={probability} other={other.probability} />
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
  );
});

function Mark({ text, title }: { text: string; title?: string }) {
  return (
    <Badge variant="default" size="xs" ml={6} tt="none" fw={500} title={title}>
      {text}
    </Badge>
  );
}

/** In percentage points. */
function Difference(props: { probability: number | null; other: number | null | undefined }) {
  const { probability, other } = props;
  if (other === undefined || other === null || probability === null)
    return <span title={other === undefined ? t("image.table.onlyHere") : undefined}>–</span>;
  return asDifference.format(100 * (probability - other));
}
