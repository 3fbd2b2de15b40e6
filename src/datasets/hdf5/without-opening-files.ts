const CREATES = 0x40; // O_CREAT, as the library's own C code has it

/** The part of the HDF5 library that opens files for its C code. */
export interface FileOpener {
  readonly FS: object;
}

/**
 * Runs `step`, which is synchronous, without letting the HDF5 library open an existing file: external links,
 * external storage and virtual arrays could bring any file of the machine into a set. What it creates is a
 * temporary file of its own, in which it writes its errors.
 */
export function withoutOpeningFiles<T>({ FS }: FileOpener, step: () => T): T {
  const files = FS as { open: (path: string, flags: unknown, ...rest: unknown[]) => unknown };
  const open = files.open;
  files.open = (path, flags, ...rest) => {
    if (typeof flags === "number" && (flags & CREATES) !== 0) return open.call(files, path, flags, ...rest);
    const { ErrnoError } = FS as { ErrnoError: new (errno: number) => Error };
    throw new ErrnoError(NO_SUCH_FILE);
  };
  try {
    return step();
  } finally {
    files.open = open;
  }
}

const NO_SUCH_FILE = 44; // ENOENT, as WASI counts
