/** A report document's figures alone: the bytes that were stored, without `about`, which differs from run to run. */
export function figuresOf(document: string): string {
  const { about } = JSON.parse(document);
  return `{${document.slice(`{"about":${JSON.stringify(about)},`.length)}`;
}
