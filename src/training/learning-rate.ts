/** A learning rate that rises linearly, then falls along half a cosine. */
export interface Schedule {
  readonly epochs: number;
  readonly warmUpEpochs: number;
  readonly highest: number;
  readonly lowest: number;
}

/**
 * The rate of an epoch, counted from 1: a share of the highest during the warm-up, the highest in the first
 * epoch after it, then falling; the lowest would come one epoch after the last.
 */
export function learningRate({ epochs, warmUpEpochs, highest, lowest }: Schedule, epoch: number): number {
  if (epoch <= warmUpEpochs) return (highest * epoch) / warmUpEpochs;
  const way = (epoch - warmUpEpochs - 1) / (epochs - warmUpEpochs);
  return lowest + ((highest - lowest) * (1 + Math.cos(Math.PI * way))) / 2;
}
