/** What the service says of a setup under way or ended. */
export interface Setup {
  readonly id: string;
  readonly state: "QUEUED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";
  readonly phase: string | null;
  readonly done: number;
  readonly total: number;
  readonly errorMessage: string | null;
}

/** A model that can be had. */
export interface OfferedModel {
  readonly catalogueId: string;
  readonly kind: "MODEL" | "PART" | "BY_HAND";
  readonly title: string;
  readonly license: string;
  readonly licenseVerified: boolean;
  readonly downloadBytes: number | null;
  readonly setup: Setup | null;
}

/** `hint` is null where there is a model beside the one that ships. */
export interface Catalogue {
  readonly hint: string | null;
  readonly entries: readonly OfferedModel[];
}

export const CATALOGUE = `query Catalogue {
  catalogue {
    hint
    entries {
      catalogueId kind title license licenseVerified downloadBytes
      setup { id state phase done total errorMessage }
    }
  }
}`;

export const SETUP_CHANGES = "subscription SetupChanges { workChanged(kind: SETUP) { id } }";

/** The terms stand beside the button. */
export const SET_UP = `mutation SetUp($catalogueId: String!) {
  answer: setUpModel(input: { catalogueId: $catalogueId, acceptUnverifiedTerms: true }) {
    ... on Error { message }
  }
}`;

export const CANCEL = `mutation Cancel($id: ID!) {
  answer: cancelWork(input: { id: $id }) {
    ... on Error { message }
  }
}`;

export const isUnderWay = (setup: Setup | null): boolean =>
  setup?.state === "QUEUED" || setup?.state === "RUNNING";

/**
 * The model to tell a person of: one whose setup is under way, or was when the page last looked, otherwise the best one
 * if there is none for photos yet; null if nothing need be said.
 */
export function modelToShow({ hint, entries }: Catalogue, watched: string | null): OfferedModel | null {
  const models = entries.filter(({ kind }) => kind === "MODEL");
  const shown =
    models.find(({ setup }) => isUnderWay(setup)) ??
    models.find(({ catalogueId }) => catalogueId === watched) ??
    (hint === null ? undefined : models[0]);
  return shown ?? null;
}

/** One line on a model: how to get it, how far that is, or what became of it. */
export function lineOn(model: OfferedModel): string {
  const { title, license, downloadBytes, setup } = model;
  if (setup?.state === "COMPLETED") return `${title} is ready. Any words of yours: the tab ClassifyByWords.`;
  if (setup && isUnderWay(setup)) return `${title}: ${progressOf(setup)}`;
  const size = downloadBytes === null ? "" : `${megabytes(downloadBytes)} MB; `;
  const offer = `For labels on your own photos: ${title} (${size}license: ${license}).`;
  if (setup?.state === "FAILED") return `${offer} The last try failed: ${setup.errorMessage}`;
  return setup ? `${offer} What was downloaded before is kept.` : offer;
}

/** What the button that sets a model up says. */
export const buttonOn = ({ setup, licenseVerified }: OfferedModel): string => {
  if (setup === null) return licenseVerified ? "Get it" : "Accept the terms and get it";
  return setup.state === "FAILED" ? "Try again" : "Go on";
};

function progressOf({ state, phase, done, total }: Setup): string {
  if (state === "QUEUED") return "waiting to begin";
  switch (phase) {
    case "DOWNLOADING": // counted in kB
      return `${megabytes(done * 1_000)} of ${megabytes(total * 1_000)} MB downloaded`;
    case "IMPORTING":
      return "being imported";
    case "MAKING_VOCABULARIES":
      return `${done} of ${total} vocabularies made`;
    case "ACTIVATING":
      return "being loaded";
    default:
      return "beginning";
  }
}

const megabytes = (bytes: number) => Math.round(bytes / 1_000_000).toLocaleString("en");
