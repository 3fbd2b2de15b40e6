/** Options that take one value, in which a person may forget the quotes around several words. */
const TAKE_WORDS = ["--and", "--or", "--not"];

/** What follows the value of `--and`, `--or` or `--not` without an option: a word that would count as the search's own. */
export function strayWord(
  args: readonly string[],
): { readonly option: string; readonly value: string; readonly word: string } | null {
  for (const [at, arg] of args.entries()) {
    const option = TAKE_WORDS.find((name) => arg === name || arg.startsWith(`${name}=`));
    if (option === undefined) continue;
    const value = arg === option ? args[at + 1] : arg.slice(option.length + 1);
    const word = args[arg === option ? at + 2 : at + 1];
    if (value !== undefined && word !== undefined && !word.startsWith("-")) return { option, value, word };
  }
  return null;
}
