/** Says on standard error what a long benchmark is doing; the figures go to standard output. */
export function progress(what: string): void {
  process.stderr.write(`    ${what} …\n`);
}
