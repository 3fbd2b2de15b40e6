import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useClient } from "urql";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { t } from "../../../text/text";

const UNDO_MS = 10_000;

const HandTags = graphql(`
  query HandTags($id: ID!) {
    image(id: $id) { id tags { tag origin } }
  }
`);

const Correct = graphql(`
  mutation CorrectFound($ids: [ID!]!, $label: String!) {
    correctImages(input: { imageIds: $ids, label: $label }) { __typename ... on Error { message } }
  }
`);

const Withdraw = graphql(`
  mutation WithdrawFound($ids: [ID!]!, $label: String!) {
    withdrawCorrections(input: { imageIds: $ids, label: $label }) { __typename ... on Error { message } }
  }
`);

const TagAgain = graphql(`
  mutation TagAgain($ids: [ID!]!, $tag: String!) {
    tagImages(input: { imageIds: $ids, tags: [$tag] }) { __typename ... on Error { message } }
  }
`);

/** "Not this": takes images out of what is found for a label, at once, with a way back. */
export function useCorrections() {
  const client = useClient();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const show = (ids: readonly string[]) =>
    setHidden((old) => new Set([...old].filter((id) => !ids.includes(id))));

  /** A correction takes a tag of the same word off, which undoing it has to put back. */
  const taggedByHand = async (ids: readonly string[], label: string): Promise<string[]> => {
    const answers = await Promise.all(
      ids.map(async (id) => client.query(HandTags, { id }, { requestPolicy: "network-only" })),
    );
    const isIt = ({ tag, origin }: { tag: string; origin: string }) =>
      origin === "HAND" && tag.toLowerCase() === label.toLowerCase();
    return answers.flatMap(({ data }) => (data?.image?.tags.some(isIt) ? [data.image.id] : []));
  };

  /** Takes a correction back, with the tags that it took off. */
  const putBack = async (
    ids: readonly string[],
    label: string,
    tagged: readonly string[] = [],
  ): Promise<void> => {
    const withdrawn = await client.mutation(Withdraw, { ids: [...ids], label });
    const again =
      tagged.length > 0 ? await client.mutation(TagAgain, { ids: [...tagged], tag: label }) : null;
    const problem =
      withdrawn.error?.message ??
      problemOf(withdrawn.data?.withdrawCorrections) ??
      again?.error?.message ??
      problemOf(again?.data?.tagImages);
    if (problem) tellProblem(problem);
    else show(ids);
  };

  const correct = async (ids: readonly string[], label: string): Promise<void> => {
    setHidden((old) => new Set([...old, ...ids]));
    const tagged = await taggedByHand(ids, label);
    const { data, error } = await client.mutation(Correct, { ids: [...ids], label });
    const problem = error?.message ?? problemOf(data?.correctImages);
    if (problem) {
      show(ids);
      tellProblem(problem);
      return;
    }
    const undo = () => {
      notifications.hide(notice);
      void putBack(ids, label, tagged);
    };
    const notice = notifications.show({
      autoClose: UNDO_MS,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t("search.not.done", { count: ids.length, label })}</Text>
          <Button size="compact-sm" variant="light" flex="none" onClick={undo}>
            {t("search.not.undo")}
          </Button>
        </Group>
      ),
    });
  };
  return { hidden, correct, putBack };
}

const tellProblem = (message: string): void => {
  notifications.show({ color: "red", title: t("parts.problemTitle"), message, role: "alert" });
};
