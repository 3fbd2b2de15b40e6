import { openCheckpoint } from "../../../src/model/checkpoints/open-checkpoint";

/**
 * A program of its own, because a process's peak is all that it ever did: reads every tensor of the
 * checkpoint it is given and prints the bytes read and the peak of its memory in bytes.
 */
async function main(file: string): Promise<void> {
  const checkpoint = await openCheckpoint(file);
  let bytesRead = 0;
  for (const tensor of checkpoint.tensors.values()) {
    for await (const piece of tensor.chunks()) bytesRead += piece.byteLength;
  }
  await checkpoint.close();
  process.stdout.write(JSON.stringify({ bytesRead, peakBytes: process.resourceUsage().maxRSS * 1024 }));
}

void main(process.argv[2]!);
