import { Table } from "@mantine/core";
import type { ReactNode } from "react";

/** A table that scrolls sideways, by keyboard too, where the window is narrower than it. `label` says what it lists. */
export function WideTable(props: { label: string; minWidth: number; children: ReactNode }) {
  const { label, minWidth, children } = props;
  return (
    <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} role="group" aria-label={label}>
      <Table verticalSpacing="xs">{children}</Table>
    </Table.ScrollContainer>
  );
}
