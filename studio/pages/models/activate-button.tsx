import { Button, type ButtonProps } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "urql";
import { graphql } from "../../api/graphql";
import { problemOf } from "../../api/problem-of";
import { t } from "../../text/text";

const Activate = graphql(`
  mutation ActivateModel($id: ID!) {
    activateModelVersion(input: { id: $id }) {
      __typename
      ... on ActivatedModelVersion { modelVersion { id active } }
      ... on Error { message }
    }
  }
`);

/** Makes a model the one that answers from now on. */
export function ActivateButton(props: { id: string; name: string } & ButtonProps) {
  const { id, name, ...looks } = props;
  const [{ fetching }, activate] = useMutation(Activate);
  const run = async () => {
    const { data, error } = await activate({ id });
    const problem = problemOf(data?.activateModelVersion) ?? error?.message;
    if (problem) notifications.show({ color: "red", title: t("parts.problemTitle"), message: problem });
    else notifications.show({ message: t("models.activated", { name }) });
  };
  return (
    <Button variant="default" {...looks} loading={fetching} onClick={() => void run()}>
      {t("models.activate")}
    </Button>
  );
}
