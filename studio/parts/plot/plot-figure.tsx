import {
  ActionIcon,
  Box,
  Card,
  Group,
  Skeleton,
  Text,
  Title,
  Tooltip,
  useComputedColorScheme,
} from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import type * as Plot from "@observablehq/plot";
import { IconChartLine, IconDownload, IconTable } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { t } from "../../text/text";
import classes from "./plot-figure.module.css";
import { DARK, LIGHT, type PlotLook } from "./plot-look";
import { type PlotRows, PlotTable } from "./plot-table";
import { saveSvg } from "./save-svg";

/** What is drawn, by the library, which comes with the first plot. */
export type Drawing = (library: typeof Plot, look: PlotLook) => Plot.PlotOptions;

/**
 * A plot that can be pointed at, saved as SVG, and read as a table. `draw` must stay the same function as long as it
 * draws the same.
 */
export function PlotFigure(props: {
  title: string;
  /** What the plot says, for those who do not see it. */
  summary: string;
  height: number;
  draw: Drawing;
  table: PlotRows;
  /** The level of its heading. */
  order?: 2 | 3;
  /** Below the title, such as what the colors mean. */
  children?: ReactNode;
}) {
  const { title, summary, height, draw, table, order = 3, children } = props;
  const look = useComputedColorScheme("light") === "dark" ? DARK : LIGHT;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<SVGSVGElement | null>(null);
  const [isTable, setTable] = useState(false);
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    if (width === 0 || isTable) return;
    let isWanted = true;
    void import("@observablehq/plot").then((library) => {
      if (!isWanted || !frame.current) return;
      const drawn = library.plot({
        ...{ width, height, className: "plot", ariaLabel: title, ariaDescription: summary },
        style: {
          background: "transparent",
          color: look.ink,
          fontFamily: "inherit",
          fontSize: "12px",
          overflow: "visible",
        },
        ...draw(library, look),
      }) as SVGSVGElement;
      for (const style of drawn.querySelectorAll("style")) style.remove();
      for (const part of drawn.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
      drawn.setAttribute("role", "img");
      drawn.style.setProperty("--plot-background", look.paper);
      plot.current = drawn;
      frame.current.replaceChildren(drawn);
      setDrawn(true);
    });
    return () => {
      isWanted = false;
    };
  }, [draw, look, width, height, title, summary, isTable]);
  const other = t(isTable ? "plot.asPlot" : "plot.asTable");
  return (
    <Card withBorder padding="md" component="figure" m={0}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs" mb={4}>
        <figcaption>
          <Title order={order} size="h5">
            {title}
          </Title>
        </figcaption>
        <Group gap={4} wrap="nowrap">
          <Tooltip label={other}>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              aria-label={`${other}: ${title}`}
              onClick={() => setTable(!isTable)}
            >
              {isTable ? <IconChartLine size={18} aria-hidden /> : <IconTable size={18} aria-hidden />}
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t("plot.save")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              aria-label={`${t("plot.save")}: ${title}`}
              disabled={isTable || !isDrawn}
              onClick={() => plot.current && saveSvg(plot.current, look, title)}
            >
              <IconDownload size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {children && (
        <Text size="sm" c="dimmed" component="div" mb="xs">
          {children}
        </Text>
      )}
      <Box ref={ref} mih={height}>
        {isTable ? (
          <PlotTable {...table} height={height} />
        ) : (
          <>
            {!isDrawn && <Skeleton height={height} />}
            <div ref={frame} className={classes.figure} />
          </>
        )}
      </Box>
    </Card>
  );
}
