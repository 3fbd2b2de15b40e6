import { useEffect } from "react";
import { mapAlone } from "../../../api/map-alone";
import type { LabelRow } from "../scores/use-scores";

/** Those that a person is likely to point at first. */
const PRELOADED = 8;

/** Loads the maps of the best labels one after another, so that they are there when somebody points at them. */
export function usePreloadedMaps(rows: readonly LabelRow[]): void {
  useEffect(() => {
    let isOver = false;
    const load = async () => {
      for (const { regions } of rows.slice(0, PRELOADED)) {
        if (isOver) return;
        const map = new Image();
        map.src = mapAlone(regions.heatMapUrl);
        await map.decode().catch(() => undefined); // it is asked for again when it is needed
      }
    };
    void load();
    return () => {
      isOver = true;
    };
  }, [rows]);
}
