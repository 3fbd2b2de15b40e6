import { Button, Stack, Table, Text } from "@mantine/core";
import { useMemo } from "react";
import { ProblemAlert } from "../../../parts/problem-alert";
import { percentText } from "../../../parts/score";
import { Skeletons } from "../../../parts/skeletons";
import { t } from "../../../text/text";
import type { Scores } from "../scores/use-scores";
import type { Shown } from "../shown";
import classes from "./label-list.module.css";
import { LabelListRow } from "./label-list-row";
import { reaches } from "./least-probability";
import { NumberHelp } from "./number-help";
import { usePreloadedMaps } from "./use-preloaded-maps";
import { useTagging } from "./use-tagging";

const MORE = 50;
const WAITING_ROWS = 10;

/** The labels, best first, each with its numbers and what a person can say of it. */
export function LabelList(props: {
  shown: Shown;
  scores: Scores;
  /** What they are compared with. */
  other?: Scores;
  active: string | null;
  onPoint: (label: string | null) => void;
}) {
  const { shown, scores, other, active, onPoint } = props;
  const { view, show } = shown;
  const { rows, problem, isFetching, model, vocabulary } = scores;
  const tagging = useTagging(shown);
  const least = view.least ?? 0;
  const visible = useMemo(() => rows.filter((row) => reaches(row, least)), [rows, least]);
  usePreloadedMaps(visible);
  const others = useMemo(
    () =>
      other &&
      new Map(other.rows.map(({ label, probability }, index) => [label, { probability, place: index + 1 }])),
    [other],
  );
  const hasProbabilities = rows.some(({ probability }) => probability !== null);
  const isMore = vocabulary !== null && rows.filter((row) => !row.isTyped).length < vocabulary.labelCount;
  if (problem) return <ProblemAlert problem={problem} />;
  if (rows.length === 0 && isFetching)
    return (
      <Stack gap={6}>
        <Skeletons count={WAITING_ROWS} height={30} />
      </Stack>
    );
  if (rows.length === 0) return <Text c="dimmed">{t("image.table.noneText")}</Text>;
  return (
    <div className={classes.scrolled}>
      <Table className={classes.table} layout="fixed" verticalSpacing={2} horizontalSpacing={6}>
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th>{t("image.table.label")}</Table.Th>
            {hasProbabilities && (
              <Table.Th w={112}>
                <NumberHelp what="probability" model={model} vocabulary={vocabulary} />
              </Table.Th>
            )}
            <Table.Th w={72} className={classes.number}>
              <NumberHelp what="score" model={model} vocabulary={vocabulary} />
            </Table.Th>
            {others && (
              <Table.Th w={88} className={classes.number}>
                {t("image.table.inOther")}
              </Table.Th>
            )}
            <Table.Th w={72} className={classes.number}>
              {t("image.table.actions")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody onPointerLeave={() => onPoint(null)}>
          {visible.map((row) => (
            <LabelListRow
              key={row.label}
              row={row}
              other={others ? others.get(row.label) : null}
              hasProbabilities={hasProbabilities}
              vocabulary={vocabulary?.id}
              model={model?.id}
              isActive={row.label === active}
              isPinned={row.label === view.label}
              isTagged={tagging.isTagged(row.label)}
              isCorrected={tagging.isCorrected(row.label)}
              onPoint={onPoint}
              onPin={tagging.pin}
              onTag={tagging.tag}
              onCorrect={tagging.correct}
            />
          ))}
        </Table.Tbody>
      </Table>
      {visible.length === 0 && (
        <Text c="dimmed" py="md">
          {t("image.table.noneAbove", { percent: percentText(least) })}
        </Text>
      )}
      {isMore && (
        <Button
          variant="subtle"
          size="compact-sm"
          my="xs"
          loading={isFetching}
          onClick={() => show({ top: rows.length + MORE })}
        >
          {t("image.table.more")}
        </Button>
      )}
    </div>
  );
}
