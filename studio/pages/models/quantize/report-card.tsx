import { Alert, Group, Table, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { type FragmentOf, readFragment } from "../../../api/graphql";
import { FactList } from "../../../parts/fact-list";
import { figureText } from "../../../parts/number-text";
import { percentText } from "../../../parts/score";
import { TitledCard } from "../../../parts/titled-card";
import { t } from "../../../text/text";
import { QuantizationReport } from "./quantization-report";

const cosine = (value: number): string => value.toFixed(4);

/** How an 8-bit version compares with the float32 one that it was made from. */
export function ReportCard(props: { report: FragmentOf<typeof QuantizationReport> }) {
  const report = readFragment(QuantizationReport, props.report);
  const { passes, features, regions, topLabels, imagesPerSecond, processor } = report;
  const faster = imagesPerSecond.int8 / imagesPerSecond.float32;
  return (
    <TitledCard title={t("quantization.title")}>
      <Alert
        variant="default"
        icon={
          passes ? (
            <IconCheck color="var(--mantine-color-teal-text)" aria-hidden />
          ) : (
            <IconAlertTriangle color="var(--mantine-color-orange-text)" aria-hidden />
          )
        }
        title={t(passes ? "quantization.passes" : "quantization.fails")}
      >
        {t(passes ? "quantization.passesText" : "quantization.failsText")}
      </Alert>
      <Group grow gap="md" align="flex-start">
        <Figure
          name={t("quantization.faster")}
          figure={t("quantization.times", { factor: figureText(faster) })}
        />
        {topLabels && <Figure name={t("quantization.firstKept")} figure={percentText(topLabels.firstKept)} />}
        {topLabels && <Figure name={t("quantization.kept")} figure={percentText(topLabels.kept)} />}
      </Group>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("quantization.cosine")}</Table.Th>
              <Table.Th ta="right">{t("quantization.median")}</Table.Th>
              <Table.Th ta="right">{t("quantization.lowest")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Td>{t("quantization.features")}</Table.Td>
              <Table.Td ta="right">{cosine(features.median)}</Table.Td>
              <Table.Td ta="right">{cosine(features.lowest)}</Table.Td>
            </Table.Tr>
            <Table.Tr>
              <Table.Td>{t("quantization.regions")}</Table.Td>
              <Table.Td ta="right">{cosine(regions.median)}</Table.Td>
              <Table.Td ta="right">{cosine(regions.lowest)}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <FactList
        facts={[
          [t("quantization.source"), report.source],
          [
            t("quantization.images"),
            t("quantization.imagesOf", { ranges: report.rangeImages, measured: report.measuredImages }),
          ],
          [
            t("quantization.speed"),
            t("quantization.speedOf", {
              int8: figureText(imagesPerSecond.int8),
              float32: figureText(imagesPerSecond.float32),
              count: imagesPerSecond.threads,
            }),
          ],
          [t("quantization.vocabulary"), topLabels?.vocabulary],
          [t("quantization.processor"), processor],
        ]}
      />
    </TitledCard>
  );
}

function Figure({ name, figure }: { name: string; figure: string }) {
  return (
    <div>
      <Text fz={26} fw={650} lh={1.2}>
        {figure}
      </Text>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
    </div>
  );
}
