import { ScrollArea, Table } from "@mantine/core";

/** What a plot shows, for those who would rather read it. */
export interface PlotRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function PlotTable({ columns, rows, height }: PlotRows & { height: number }) {
  return (
    <ScrollArea.Autosize mah={height} viewportProps={{ tabIndex: 0 }}>
      <Table stickyHeader fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names, and never move
            <Table.Tr key={place}>
              {row.map((cell, column) => (
                <Table.Td key={columns[column]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
