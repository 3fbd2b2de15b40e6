import type { OtherTokens, TextVerification } from "../../services/models/verify-text-model";
import { formatTable } from "../terminal/format-table";
import type { Terminal } from "../terminal/terminal";

/** By how many of 255 steps pixels may differ on average. Large JPEGs are reduced on the way, which makes 0.2; another filter, 1.8. */
const PIXEL_STEPS = 0.5;

/** What was compared, and whether it is the same. */
interface Check {
  readonly name: string;
  readonly of: string;
  readonly leastCosine: number | null;
  readonly difference: number;
  readonly limit: number;
}

/** Says how far a model is from its publisher's program; over any limit, the command exits with 1. */
export function reportTextModel(verification: TextVerification, limit: number, terminal: Terminal): void {
  const { family, images, texts, otherTokens } = verification;
  terminal.print(`Family ${family}, ${images} photos, ${texts.length} texts`);
  const checks = checksOf(verification, limit);
  const isOver = ({ difference, limit }: Check) => !(difference <= limit); // NaN is over any
  const rows = checks.map((check) => [
    check.name,
    check.of,
    check.leastCosine === null ? "" : check.leastCosine.toFixed(7),
    formatNumber(check.difference),
    formatNumber(check.limit),
    isOver(check) ? "DIFFERENT" : "same",
  ]);
  const heading = ["", "of", "least cosine", "largest difference", "limit", ""];
  terminal.print(formatTable([heading, ...rows]));
  for (const other of otherTokens.slice(0, 3)) terminal.print(tokensLine(other));
  if (!verification.photos) terminal.print("The arrays name no photos: how they are read was not compared.");
  const over = checks.filter(isOver).map(({ name }) => name);
  if (over.length > 0) terminal.fail(`Different: ${over.join(", ")}. ${reasonFor(over)}`);
}

function checksOf(verification: TextVerification, limit: number): Check[] {
  const { images, texts, otherTokens, textVectors, imageVectors, logits, scale, photos } = verification;
  const own: Check[] = [
    {
      name: TOKENS,
      of: `${texts.length} texts`,
      leastCosine: null,
      difference: otherTokens.length,
      limit: 0,
    },
    {
      ...{ name: "text vectors", of: `${texts.length} texts`, leastCosine: textVectors.leastCosine },
      ...{ difference: textVectors.largest, limit },
    },
    {
      ...{
        name: "image vectors",
        of: `${images} photos' given pixels`,
        leastCosine: imageVectors.leastCosine,
      },
      ...{ difference: imageVectors.largest, limit },
    },
    {
      ...{ name: "logits", of: `${images} x ${texts.length}`, leastCosine: null },
      ...{ difference: logits.value, limit: limit * scale },
    },
  ];
  if (!photos) return own;
  const { fit, pixels, vectors } = photos;
  const read = `${images} photos read here, ${fit === "crop" ? "center crop" : "stretched"}`;
  const pixelsCheck = { name: PIXELS, of: read, leastCosine: vectors.leastCosine };
  return [...own, { ...pixelsCheck, difference: pixels.mean, limit: PIXEL_STEPS }];
}

const TOKENS = "tokens";
const PIXELS = "pixels, mean of 255";

function reasonFor(over: readonly string[]): string {
  if (over.includes(TOKENS))
    return "Check the tokenizer's file first: vectors of other tokens are others too.";
  if (over.every((name) => name === PIXELS))
    return "Check preprocessor_config.json; photos may have changed since the arrays were made.";
  return "Check config.json, such as hidden_act and the numbers of heads, and that both programs read the same weights.";
}

function tokensLine({ text, found, expected }: OtherTokens): string {
  const at = found.findIndex((id, place) => id !== expected[place]);
  const place = at === -1 ? found.length : at;
  return `"${text}": token ${place + 1} is ${found[place] ?? "none"}, expected ${expected[place] ?? "none"}`;
}

function formatNumber(value: number): string {
  return value === 0 || (value >= 0.01 && value < 1000)
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(1);
}
