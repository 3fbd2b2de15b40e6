import { useMutation } from "urql";
import { graphql } from "../../api/graphql";
import { problemOf } from "../../api/problem-of";
import { DeleteDialog } from "../../parts/delete-dialog";
import type { UseOfThing } from "../../parts/uses-list";
import { t } from "../../text/text";

const Delete = graphql(`
  mutation DeleteModel($id: ID!) {
    deleteModelVersion(input: { id: $id }) {
      __typename
      ... on Error { message }
    }
  }
`);

/** Deletes one version of a model; its backbone and its space stay. */
export function DeleteModel(props: {
  id: string;
  name: string;
  version: number;
  active: boolean;
  uses: readonly UseOfThing[];
  isOpen: boolean;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { id, name, version, active, uses, isOpen, onClose, onDeleted } = props;
  const [{ data, error, fetching }, run] = useMutation(Delete);
  const remove = async () => {
    const answer = await run({ id });
    if (answer.data?.deleteModelVersion.__typename === "Deleted") onDeleted();
  };
  return (
    <DeleteDialog
      {...{ isOpen, uses, onClose }}
      title={t("vocabulary.deleteTitle", { name, version })}
      text={t(active ? "model.deleteActive" : "model.deleteAlone")}
      problem={problemOf(data?.deleteModelVersion) ?? error?.message}
      isDeleting={fetching}
      onDelete={() => void remove()}
    />
  );
}
