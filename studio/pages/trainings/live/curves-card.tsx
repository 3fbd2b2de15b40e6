import { Box, Card, Collapse, SimpleGrid, Stack, Table, Text, Title, UnstyledButton } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { countText, figureText } from "../../../parts/number-text";
import { t } from "../../../text/text";
import { CurvePlot } from "./curve-plot";
import { type LossPoint, thinned } from "./loss-curve";

const MOST_POINTS = 400;
const COLOR = "var(--mantine-color-anchor)";

interface Validated {
  readonly epoch: number;
  readonly f1At5: number;
}

type Draw = Parameters<typeof CurvePlot>[0]["draw"];

/** How the loss fell, and how good the model was after each epoch. */
export function CurvesCard(props: {
  curve: readonly LossPoint[];
  validations: readonly Validated[];
  bestEpoch: number | null;
}) {
  const { curve, validations, bestEpoch } = props;
  const points = useMemo(() => thinned(curve, MOST_POINTS), [curve]);
  const drawLoss = useCallback<Draw>(
    (plots, size) => {
      const turn = points.find(({ phase }) => phase === "FINE_TUNING");
      return plots.plot({
        ...size,
        marginLeft: 48,
        x: { label: t("training.step"), tickFormat: "s" },
        y: { label: t("training.loss"), grid: true, nice: true },
        marks: [
          ...(turn ? [plots.ruleX([turn.step], { stroke: "currentColor", strokeDasharray: "3,3" })] : []),
          plots.lineY(points, { x: "step", y: "loss", stroke: COLOR, strokeWidth: 1.8 }),
          plots.ruleX(points, plots.pointerX({ x: "step", stroke: "currentColor", strokeOpacity: 0.4 })),
          plots.tip(
            points,
            plots.pointerX({
              ...{ x: "step", y: "loss", fill: "var(--mantine-color-body)" },
              title: ({ step, loss }: LossPoint) =>
                t("training.lossAt", { step: countText(step), loss: figureText(loss) }),
            }),
          ),
        ],
      });
    },
    [points],
  );
  const drawValidations = useCallback<Draw>(
    (plots, size) =>
      plots.plot({
        ...size,
        marginLeft: 48,
        x: { label: t("training.epoch"), tickFormat: "d", ticks: Math.min(10, validations.length) },
        y: { label: t("training.f1"), grid: true, nice: true, zero: false },
        marks: [
          plots.lineY(validations, { x: "epoch", y: "f1At5", stroke: COLOR, strokeWidth: 1.8 }),
          plots.dot(validations, {
            ...{ x: "epoch", y: "f1At5", stroke: COLOR },
            fill: ({ epoch }: Validated) => (epoch === bestEpoch ? COLOR : "var(--mantine-color-body)"),
            r: ({ epoch }: Validated) => (epoch === bestEpoch ? 5 : 3),
          }),
          plots.tip(
            validations,
            plots.pointerX({
              ...{ x: "epoch", y: "f1At5", fill: "var(--mantine-color-body)" },
              title: ({ epoch, f1At5 }: Validated) =>
                t("training.f1At", { epoch: countText(epoch), f1: figureText(f1At5) }),
            }),
          ),
        ],
      }),
    [validations, bestEpoch],
  );
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Curve
        title={t("training.lossTitle")}
        text={t("training.lossText")}
        none={t("training.noLoss")}
        label={t("training.lossLabel", {
          count: points.length,
          first: figureText(points[0]?.loss ?? 0),
          last: figureText(points.at(-1)?.loss ?? 0),
        })}
        draw={drawLoss}
        columns={[t("training.step"), t("training.loss")]}
        rows={thinned(curve, 40).map(({ step, loss }) => [countText(step), figureText(loss)])}
      />
      <Curve
        title={t("training.validationTitle")}
        text={t("training.validationText")}
        none={t("training.noValidation")}
        label={t("training.validationLabel", {
          count: validations.length,
          last: figureText(validations.at(-1)?.f1At5 ?? 0),
        })}
        draw={drawValidations}
        columns={[t("training.epoch"), t("training.f1")]}
        rows={validations.map(({ epoch, f1At5 }) => [countText(epoch), figureText(f1At5)])}
      />
    </SimpleGrid>
  );
}

function Curve(props: {
  title: string;
  text: string;
  none: string;
  label: string;
  draw: Draw;
  columns: readonly [string, string];
  rows: readonly (readonly [string, string])[];
}) {
  const { title, text, none, label, draw, columns, rows } = props;
  const [isTable, setTable] = useState(false);
  return (
    <Card withBorder padding="lg">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
        {rows.length === 0 ? (
          <Box h={260} pt={100} ta="center" c="dimmed" fz="sm">
            {none}
          </Box>
        ) : (
          <>
            <CurvePlot label={label} draw={draw} />
            <UnstyledButton
              fz="sm"
              c="var(--mantine-color-anchor)"
              aria-expanded={isTable}
              onClick={() => setTable(!isTable)}
              style={{ alignSelf: "flex-start" }}
            >
              {t(isTable ? "training.hideTable" : "training.showTable")}
            </UnstyledButton>
            <Collapse expanded={isTable}>
              <Table captionSide="top" aria-label={title}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{columns[0]}</Table.Th>
                    <Table.Th ta="right">{columns[1]}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map(([at, figure]) => (
                    <Table.Tr key={at}>
                      <Table.Td>{at}</Table.Td>
                      <Table.Td ta="right">{figure}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Collapse>
          </>
        )}
      </Stack>
    </Card>
  );
}
