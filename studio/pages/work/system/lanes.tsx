import { Badge, Box, Group, Progress, Table, Text } from "@mantine/core";
import { countText } from "../../../parts/number-text";
import { percentText } from "../../../parts/score";
import { WideTable } from "../../../parts/wide-table";
import { t } from "../../../text/text";
import { mean, perSecond } from "./rates";
import { Section } from "./section";
import { Sparkline } from "./sparkline";
import type { Lane, Runtime } from "./use-runtime";

const CALM = 5;
const COLORS = { IDLE: "gray", BUSY: "cyan", DOWN: "red", CLOSED: "gray" } as const;
const ROOM = 59;

/** The threads that work, each with how busy it was over the last minute. */
export function Lanes({ readings }: { readings: readonly Runtime[] }) {
  const { lanes } = readings.at(-1)!;
  return (
    <Section title={t("work.lanes.title")} about={t("work.lanes.about")}>
      <WideTable label={t("work.lanes.title")} minWidth={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("work.lanes.lane")}</Table.Th>
            <Table.Th>{t("work.lanes.state")}</Table.Th>
            <Table.Th w="34%">{t("work.lanes.busy")}</Table.Th>
            <Table.Th ta="right">{t("work.lanes.tasks")}</Table.Th>
            <Table.Th ta="right">{t("work.lanes.restarts")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lanes.map((lane) => (
            <LaneRow key={lane.name} lane={lane} shares={sharesOf(lane, readings)} />
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
}

/** What share of each second it was at work. */
function sharesOf({ name, threads }: Lane, readings: readonly Runtime[]): number[] {
  const busyMs = ({ lanes }: Runtime) => lanes.find((lane) => lane.name === name)?.busyMs ?? 0;
  return perSecond(readings, (reading) => busyMs(reading) / 1_000).map((busy) => Math.min(1, busy / threads));
}

function LaneRow({ lane, shares }: { lane: Lane; shares: readonly number[] }) {
  const { name, state, threads, calls, restarts } = lane;
  const share = mean(shares.slice(-CALM));
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {threads > 1 ? t("work.lanes.several", { name, count: threads }) : name}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`work.lanes.what.${kindOf(name)}`)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge color={COLORS[state]} variant="dot" miw="max-content">
          {t(`work.lanes.states.${state}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Box flex={1} miw={60}>
            <Sparkline values={shares} top={1} room={ROOM} />
          </Box>
          <Box w={92}>
            <Text size="sm" ta="right">
              {percentText(share)}
            </Text>
            <Progress value={share * 100} size="xs" aria-label={t("work.lanes.busyOf", { name })} />
          </Box>
        </Group>
      </Table.Td>
      <Table.Td ta="right">{countText(calls)}</Table.Td>
      <Table.Td ta="right">{countText(restarts)}</Table.Td>
    </Table.Tr>
  );
}

const LANE_KINDS = ["pixels", "encode-memory", "encode", "score", "text", "sketch"] as const;

/** `encode-2` does what `encode` does. */
function kindOf(name: string): (typeof LANE_KINDS)[number] {
  return LANE_KINDS.find((kind) => name.startsWith(kind)) ?? "encode";
}
