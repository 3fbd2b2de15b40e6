import type { Client, CombinedError } from "@urql/core";
import { graphql } from "../../api/graphql";
import { t } from "../../text/text";
import { fetchWithProgress } from "./fetch-with-progress";
import type { Upload } from "./upload";

const AddPicture = graphql(`
  mutation AddPicture($file: Upload!, $path: String) {
    addImages(input: { images: [{ source: { upload: $file }, path: $path }] }) {
      __typename
      ... on AddedImages {
        results {
          __typename
          ... on AddedImage { alreadyStored image { id } }
          ... on Error { message }
        }
      }
      ... on Error { message }
    }
  }
`);

const KnownPicture = graphql(`
  query KnownPicture($sha256: String!) {
    imageBySha256(sha256: $sha256) { id addedByPerson path }
  }
`);

/** A smaller file is sent faster than it is asked for. */
const ASKED_FROM_BYTES = 256 * 1024;

export type Sent =
  | { readonly state: "stored" | "known" }
  | { readonly state: "refused" | "failed"; readonly reason: string }
  /** The service was not there, or wants a key: it is to be tried again once it is. */
  | { readonly state: "away" };

/** Sends a picture, unless the service has it already, as a person's and with a path. */
export async function sendPicture(
  client: Client,
  { file, path }: Pick<Upload, "file" | "path">,
  onSent: (bytes: number) => void,
): Promise<Sent> {
  // A file that was moved or changed since it was chosen fails as if the service were away.
  const isReadable = await file
    .slice(0, 1)
    .arrayBuffer()
    .then(Boolean, () => false);
  if (!isReadable) return { state: "failed", reason: t("upload.unreadable") };
  if (file.size >= ASKED_FROM_BYTES && crypto.subtle && (await isKnown(client, file, path)))
    return { state: "known" };
  const { data, error } = await client.mutation(
    AddPicture,
    { file, path },
    { fetch: fetchWithProgress(onSent) },
  );
  if (error) return failed(error);
  if (data?.addImages.__typename !== "AddedImages")
    return { state: "refused", reason: data?.addImages.message ?? t("upload.noAnswer") };
  const [result] = data.addImages.results;
  if (result?.__typename === "AddedImage") return { state: result.alreadyStored ? "known" : "stored" };
  return { state: "refused", reason: result?.message ?? t("upload.noAnswer") };
}

/** Not where a doubt remains: then it is sent. */
async function isKnown(client: Client, file: File, path: string | null): Promise<boolean> {
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) return false;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const policy = { requestPolicy: "network-only" } as const;
  const { data } = await client.query(KnownPicture, { sha256 }, policy);
  const image = data?.imageBySha256;
  return image?.addedByPerson === true && (image.path !== null || path === null);
}

function failed({ networkError, response, message, graphQLErrors }: CombinedError): Sent {
  const status: unknown = response?.status;
  if (status === 413) return { state: "refused", reason: t("upload.tooLarge") };
  const isAway = networkError && (status === undefined || status === 401 || Number(status) >= 502);
  if (isAway) return { state: "away" };
  return { state: "failed", reason: graphQLErrors[0]?.message ?? message };
}
