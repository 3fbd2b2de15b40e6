import { ActionIcon } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useClient } from "urql";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { DeleteDialog } from "../../../parts/delete-dialog";
import type { UseOfThing } from "../../../parts/uses-list";
import { t } from "../../../text/text";

const DeleteBackbone = graphql(`
  mutation DeleteBackbone($id: ID!) {
    deleted: deleteBackbone(input: { id: $id }) { __typename ... on Error { message } }
  }
`);

const DeleteWordVectorSet = graphql(`
  mutation DeleteWordVectorSet($id: ID!) {
    deleted: deleteWordVectorSet(input: { id: $id }) { __typename ... on Error { message } }
  }
`);

const DeleteVectorSpace = graphql(`
  mutation DeleteVectorSpace($id: ID!) {
    deleted: deleteVectorSpace(input: { id: $id }) { __typename ... on Error { message } }
  }
`);

const MUTATIONS = {
  ...{ backbone: DeleteBackbone, wordVectorSet: DeleteWordVectorSet, vectorSpace: DeleteVectorSpace },
} as const;

/** Deletes a part that models may need, unless one does. */
export function DeletePart(props: {
  id: string;
  name: string;
  kind: keyof typeof MUTATIONS;
  uses: readonly UseOfThing[];
}) {
  const { id, name, kind, uses } = props;
  const client = useClient();
  const [isOpen, setOpen] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async () => {
    setDeleting(true);
    const { data, error } = await client.mutation(MUTATIONS[kind], { id }).toPromise();
    setDeleting(false);
    const why = problemOf(data?.deleted) ?? error?.message ?? null;
    setProblem(why);
    if (why === null) setOpen(false);
  };
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t("models.deletePart", { name })}
        onClick={() => {
          setProblem(null);
          setOpen(true);
        }}
      >
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
      <DeleteDialog
        {...{ isOpen, uses, problem, isDeleting }}
        title={t("models.deletePartTitle", { name })}
        text={t(`models.deleteText.${kind}`)}
        onClose={() => setOpen(false)}
        onDelete={() => void remove()}
      />
    </>
  );
}
