import { Group, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { t } from "../../../text/text";
import type { LabelSort } from "../evaluation-view";
import classes from "./labels.module.css";

/** The names of the columns, by which the labels are sorted. */
export function LabelHead(props: {
  sort: LabelSort;
  isDown: boolean;
  k: number | null;
  onSort: (by: LabelSort) => void;
}) {
  const { sort, isDown, k, onSort } = props;
  const columns: readonly (readonly [LabelSort, string])[] = [
    ["label", t("evaluation.label")],
    ["ap", t("evaluation.ap")],
    ["support", t("evaluation.support")],
    ["f1", k === null ? t("benchmarks.f1") : t("evaluation.f1", { k })],
  ];
  const Arrow = isDown ? IconArrowDown : IconArrowUp;
  return (
    <div className={classes.row}>
      {columns.map(([by, name], place) => (
        <UnstyledButton
          key={by}
          className={place === 3 ? classes.last : undefined}
          aria-pressed={sort === by}
          aria-label={t("evaluation.sortBy", { name })}
          onClick={() => onSort(by)}
        >
          <Group gap={4} wrap="nowrap" justify={place > 1 ? "flex-end" : "flex-start"}>
            <Text size="sm" fw={600} span>
              {name}
            </Text>
            {sort === by && <Arrow size={14} aria-hidden />}
          </Group>
        </UnstyledButton>
      ))}
    </div>
  );
}
