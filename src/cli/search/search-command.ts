import type { Command } from "commander";
import type { ServiceContext } from "../../services/context";
import { fittedOn } from "../../services/evaluations/runs/fitted-on";
import { modelVersionNamed } from "../../services/models/named-models";
import { foundImages } from "../../services/search/export/found-images";
import { searchPages } from "../../services/search/export/search-pages";
import { searchImages } from "../../services/search/search-images";
import { vocabularyNamed } from "../../services/vocabularies/named-vocabularies";
import { requireWritable } from "../option-values";
import type { Terminal } from "../terminal/terminal";
import { withContext } from "../with-context";
import type { Workplace } from "../with-database";
import { describeSearch, watchPages } from "./about-search";
import { folderPictures } from "./folder-pictures";
import { indexMissing } from "./index-missing";
import { checkOptions, type SearchOptions, withSearchOptions } from "./search-options";
import { searchedFor } from "./searched-for";
import { untilProven } from "./until-proven";
import { type LikePicture, withLike, withoutGuest } from "./with-like";
import { isExport, writeFound } from "./write-found";

const SHOWN = 20;
/** Of a proof, the part that is shown as it goes on. */
const FIRST = 100;

/** `regionary search`: finds stored pictures by any words, and prints or writes what was found. */
export function addSearch(program: Command, terminal: Terminal, version: string): void {
  withSearchOptions(program.command("search"))
    .description("find stored pictures by any words, the best first, and print them or write files of them")
    .action(async (words: string[], options: SearchOptions, { parent }: Command) => {
      checkOptions(words, options, parent?.args ?? []);
      if (options.coco !== undefined) await requireWritable("--coco", options.coco);
      await withContext(terminal, version, (context, workplace) =>
        withLike(workplace, options.like, (like) =>
          search(context, workplace, { words, like, options }, terminal),
        ),
      );
    });
}

interface Asked {
  readonly words: readonly string[];
  readonly like: LikePicture | null;
  readonly options: SearchOptions;
}

async function search(
  context: ServiceContext,
  workplace: Workplace,
  { words, like, options }: Asked,
  terminal: Terminal,
): Promise<void> {
  const { db, signal } = workplace;
  const { atLeast, folder, tag, added } = options;
  const model = options.model ? await modelVersionNamed(db, options.model) : await context.models.active();
  const vocabularyId = options.vocabulary ? (await vocabularyNamed(db, options.vocabulary)).id : null;
  const files = options.in === undefined ? null : await folderPictures(workplace, options.in, terminal);
  const given = { imageId: like?.imageId ?? null, vocabularyId };
  const { what, not, labels, terms } = searchedFor({ words, ...options }, given);
  await indexMissing(context, model, { signal, terminal });
  const isEverywhere = files === null && folder === undefined && tag === undefined && !added;
  const limit = options.first ?? (atLeast === undefined ? SHOWN : Number.POSITIVE_INFINITY);
  const request = {
    ...{
      what,
      not,
      near: [],
      orderBy: null,
      filter: { ids: files ? [...files.keys()] : undefined, folder, tag, addedByPerson: added },
    },
    ...{ atLeastProbability: atLeast ?? null, modelVersionId: model.id, signal },
    waitForProof: options.proven === true || isExport(options),
  };
  const guest = like?.isGuest ? like : null;
  if (request.waitForProof) await untilProven(context, { ...request, first: Math.min(limit, FIRST) });
  const all = searchPages((asked) => searchImages(context, asked), request, limit + (guest ? 1 : 0));
  const { pages, about } = watchPages(guest ? withoutGuest(all, guest, isEverywhere) : all, limit);
  const images = foundImages(context, pages, {
    ...{ terms, limit, boxes: options.boxes === true || options.coco !== undefined },
    fileOf: ({ id }) => files?.get(id)?.[0]?.shown ?? null,
  });
  await writeFound(
    { images, names: labels.map(({ label }) => label), files, about: () => about()! },
    options,
    terminal,
  );
  const hasLabels = labels.length > 0;
  for (const line of describeSearch(about()!, { atLeast, hasLabels, isLike: like !== null }))
    terminal.warn(line);
  const set =
    atLeast === undefined ? null : await fittedOn(context, { modelVersionId: model.id, vocabularyId });
  if (set !== null) terminal.warn(whereFrom(set));
}

const whereFrom = (set: string) =>
  `The probabilities were fitted on the pictures of the benchmark set "${set}": of pictures unlike those they say little.`;
