import { SimpleGrid } from "@mantine/core";
import type { LossPoint } from "./loss-curve";
import { LossPlot } from "./loss-plot";
import { type Validated, ValidationPlot } from "./validation-plot";

/** How the loss fell, and how good the model was after each epoch. */
export function Curves(props: {
  curve: readonly LossPoint[];
  validations: readonly Validated[];
  bestEpoch: number | null;
}) {
  const { curve, validations, bestEpoch } = props;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <LossPlot curve={curve} />
      <ValidationPlot validations={validations} bestEpoch={bestEpoch} />
    </SimpleGrid>
  );
}
