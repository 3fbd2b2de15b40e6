import { useMutation } from "urql";
import { graphql } from "../../api/graphql";
import { problemOf } from "../../api/problem-of";
import { DeleteDialog } from "../../parts/delete-dialog";
import type { UseOfThing } from "../../parts/uses-list";
import { t } from "../../text/text";

const Delete = graphql(`
  mutation DeleteVocabulary($id: ID!) {
    deleteVocabulary(input: { id: $id }) {
      __typename
      ... on Error { message }
    }
  }
`);

/** Deletes one version of a vocabulary, with what was predicted by it. */
export function DeleteVocabulary(props: {
  id: string;
  name: string;
  version: number;
  batchCount: number;
  uses: readonly UseOfThing[];
  isOpen: boolean;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { id, name, version, batchCount, uses, isOpen, onClose, onDeleted } = props;
  const [{ data, error, fetching }, run] = useMutation(Delete);
  const remove = async () => {
    const answer = await run({ id });
    if (answer.data?.deleteVocabulary.__typename === "Deleted") onDeleted();
  };
  return (
    <DeleteDialog
      {...{ isOpen, uses, onClose }}
      title={t("vocabulary.deleteTitle", { name, version })}
      text={
        batchCount > 0 ? t("vocabulary.deleteBatches", { count: batchCount }) : t("vocabulary.deleteAlone")
      }
      problem={problemOf(data?.deleteVocabulary) ?? error?.message}
      isDeleting={fetching}
      onDelete={() => void remove()}
    />
  );
}
