import { Badge, Group, Text, UnstyledButton } from "@mantine/core";
import { countText, figurePercent } from "../../../parts/number-text";
import { t } from "../../../text/text";
import { IntervalBar } from "../interval-bar";
import { atKOf, type LabelReport } from "./label-reports";
import classes from "./labels.module.css";

/** A label with its average precision as a bar, and how sure that is. */
export function LabelRow(props: { report: LabelReport; k: number | null; onOpen: () => void }) {
  const { report, k, onOpen } = props;
  const { label, averagePrecision, interval, support, seen } = report;
  return (
    <UnstyledButton className={classes.row} onClick={onOpen}>
      <Group gap={6} wrap="nowrap" miw={0}>
        <Text size="sm" span truncate>
          {label?.label}
        </Text>
        {seen && (
          <Badge size="xs" variant="default" tt="none" style={{ flexShrink: 0 }}>
            {t("evaluation.seen")}
          </Badge>
        )}
      </Group>
      <Group gap={8} wrap="nowrap">
        <Text size="sm" w={52} className={classes.number} span>
          {figurePercent(averagePrecision)}
        </Text>
        <IntervalBar value={averagePrecision} interval={interval} />
      </Group>
      <Text size="sm" className={classes.number} span>
        {countText(support)}
      </Text>
      <Text size="sm" className={`${classes.number} ${classes.last}`} span>
        {figurePercent(atKOf(report, k)?.f1 ?? null)}
      </Text>
    </UnstyledButton>
  );
}
