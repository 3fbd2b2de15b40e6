/** A file as it was dropped or chosen, with where it lies below the folder that was. */
export interface GivenFile {
  readonly file: File;
  readonly path: string | null;
}

/** The browser's own property for a chosen folder, and react-dropzone's for a dropped one. */
type FileWithPath = File & { readonly path?: string };

export function givenFile(file: FileWithPath): GivenFile {
  const path = (file.webkitRelativePath || file.path || "").replace(/^(\.?\/)+/, "");
  return { file, path: path.includes("/") ? path : null };
}
