import { makeZip, predictLength } from "client-zip";

/** What is sent to the service as one zip archive. */
export interface Archive {
  readonly name: string;
  readonly sizeBytes: number;
  open(): ReadableStream<Uint8Array>;
}

const HIDDEN = /(?:^|\/)\./;

/** A zip archive as it is; or a folder, packed while it is sent. */
export function archiveOf(files: readonly File[]): Archive {
  const [first] = files;
  if (files.length === 1 && first && /\.zip$/i.test(first.name))
    return { name: first.name, sizeBytes: first.size, open: () => first.stream() };
  const entries = files
    .map((input) => ({ input, name: input.webkitRelativePath || input.name, size: input.size }))
    .filter(({ name }) => !HIDDEN.test(name));
  const folder = entries[0]?.name.split("/")[0] ?? "set";
  return {
    name: `${folder}.zip`,
    sizeBytes: Number(predictLength(entries)),
    open: () => makeZip(entries),
  };
}
