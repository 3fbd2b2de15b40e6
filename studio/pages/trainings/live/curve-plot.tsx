import { Skeleton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import type * as Plots from "@observablehq/plot";
import { useEffect, useRef, useState } from "react";

const HEIGHT = 260;

/** A plot as wide as its container, drawn again when what it shows has changed. The library comes when it is needed. */
export function CurvePlot(props: {
  label: string;
  draw: (plots: typeof Plots, size: { width: number; height: number }) => Element;
}) {
  const { label, draw } = props;
  const frame = useRef<HTMLDivElement>(null);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [plots, setPlots] = useState<typeof Plots | null>(null);
  useEffect(() => {
    void import("@observablehq/plot").then(setPlots);
  }, []);
  useEffect(() => {
    if (!plots || width === 0) return;
    frame.current?.replaceChildren(withoutStyles(draw(plots, { width, height: HEIGHT })));
  }, [plots, width, draw]);
  return (
    <>
      {!plots && <Skeleton height={HEIGHT} />}
      <div ref={ref}>
        <div ref={frame} role="img" aria-label={label} style={{ minHeight: plots ? HEIGHT : 0 }} />
      </div>
    </>
  );
}

/** Without the style element that the library puts into a plot: the page's policy allows none but those with its nonce. */
function withoutStyles(drawn: Element): Element {
  for (const style of drawn.querySelectorAll("style")) style.remove();
  for (const part of drawn.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  for (const plot of [drawn, ...drawn.querySelectorAll("svg")])
    if (plot instanceof SVGElement)
      Object.assign(plot.style, { display: "block", maxWidth: "100%", overflow: "visible" });
  return drawn;
}
