import { ThemeIcon } from "@mantine/core";
import {
  IconArrowsDiff,
  IconChartBar,
  IconDownload,
  IconListSearch,
  IconPackageImport,
  IconSchool,
  IconTags,
  IconWeight,
} from "@tabler/icons-react";
import type { Kind } from "../work-search";

const ICONS = {
  PREDICTION: IconTags,
  INDEX: IconListSearch,
  EVALUATION: IconChartBar,
  COMPARISON: IconArrowsDiff,
  TRAINING: IconSchool,
  QUANTIZATION: IconWeight,
  BENCHMARK_IMPORT: IconPackageImport,
  SETUP: IconDownload,
} as const satisfies Record<Kind, unknown>;

/** What a kind of work looks like in a list; its title says it in words. */
export function KindIcon({ kind }: { kind: Kind }) {
  const Picture = ICONS[kind];
  return (
    <ThemeIcon variant="light" size="lg" aria-hidden>
      <Picture size={18} stroke={1.7} />
    </ThemeIcon>
  );
}
