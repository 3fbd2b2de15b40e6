import { Alert, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconInfoCircle } from "@tabler/icons-react";
import { getRouteApi, useBlocker } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useMutation } from "urql";
import { problemOf } from "../../api/problem-of";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { CreateVocabulary } from "./draft/create-vocabulary";
import { inputOf } from "./draft/draft-label";
import { DraftList } from "./draft/draft-list";
import { DraftToolbar } from "./draft/draft-toolbar";
import { NameAndModel } from "./draft/name-and-model";
import { SaveBar } from "./draft/save-bar";
import { sortedOut } from "./draft/sorted-out";
import { useDraft } from "./draft/use-draft";
import { useEarlierVersion } from "./draft/use-earlier-version";
import { useLabelChecks } from "./draft/use-label-checks";
import { useModels } from "./draft/use-models";
import { WordsInput } from "./draft/words-input";

const route = getRouteApi("/vocabularies/new");
/** An address does not take thousands. */
const IN_ADDRESS = 50;
const MOST_LABELS = 20_000;

/** Where a vocabulary, or its next version, is made. */
export function NewVocabularyPage() {
  const { from } = route.useSearch();
  const navigate = route.useNavigate();
  const [name, setName] = useState("");
  const draft = useDraft();
  const { labels, begin } = draft;
  const earlier = useEarlierVersion(from ?? null);
  useEffect(() => {
    if (!earlier) return;
    setName(earlier.name);
    begin(earlier.labels);
  }, [earlier, begin]);

  const models = useModels();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const model = models?.find(({ id }) => id === chosenId) ?? models?.[0] ?? null;
  const isText = model?.space?.kind === "TEXT";
  const checks = useLabelChecks(labels, model?.id ?? null);
  const { broken, repeated, unresolved } = useMemo(() => sortedOut(labels, checks), [labels, checks]);
  const [only, setOnly] = useState<"all" | "broken">("all");
  const shown = useMemo(() => {
    const all = labels.map((label, place) => ({ label, place }));
    if (only === "all") return all;
    const keys = new Set(broken.map(({ key }) => key));
    return all.filter(({ label }) => keys.has(label.key));
  }, [labels, broken, only]);

  const [leavesOut, setLeavesOut] = useState(false);
  const [{ data, error, fetching }, create] = useMutation(CreateVocabulary);
  const isSaved = useRef(false);
  useBlocker({
    shouldBlockFn: () =>
      draft.isTouched && labels.length > 0 && !isSaved.current && !window.confirm(t("newVocabulary.leave")),
    enableBeforeUnload: () => draft.isTouched && labels.length > 0 && !isSaved.current,
  });
  const wordVectorSetId = checks.problem === null ? (model?.space?.wordVectorSet?.id ?? null) : null;
  const save = async () => {
    const input = {
      name,
      labels: labels.map(inputOf),
      ...(wordVectorSetId !== null && { wordVectorSetId, skipUnresolved: leavesOut }),
    };
    const answer = (await create({ input })).data?.createVocabulary;
    if (answer?.__typename !== "CreatedVocabulary") return;
    isSaved.current = true;
    const { id, version } = answer.vocabulary;
    notifications.show({
      title: answer.alreadyStored
        ? t("newVocabulary.same", { version })
        : t("newVocabulary.made", { name: name.trim(), version }),
      message:
        answer.leftOut.length > 0
          ? t("newVocabulary.leftOut", { labels: answer.leftOut.map(({ label }) => label).join(", ") })
          : t("vocabularies.labels", { count: answer.vocabulary.labelCount }),
    });
    void navigate({ to: "/vocabularies/$id", params: { id } });
  };

  const toMend = broken.length - unresolved.length + (leavesOut ? 0 : unresolved.length);
  const reason =
    name.trim() === ""
      ? t("newVocabulary.needsName")
      : labels.length === 0
        ? t("newVocabulary.needsLabels")
        : labels.length > MOST_LABELS
          ? t("newVocabulary.tooMany", { count: labels.length })
          : toMend > 0
            ? t("newVocabulary.needsMending", { count: toMend })
            : leavesOut && unresolved.length === labels.length
              ? t("newVocabulary.noneLeft")
              : checks.isBusy
                ? t("newVocabulary.checking")
                : null;
  return (
    <>
      <PageHeader
        title={t(from ? "newVocabulary.nextTitle" : "newVocabulary.title")}
        subtitle={t("newVocabulary.subtitle")}
        actions={
          <QueryLink
            document={CreateVocabulary}
            variables={{ input: { name, labels: labels.slice(0, IN_ADDRESS).map(inputOf) } }}
          />
        }
      />
      <NameAndModel
        name={name}
        onName={setName}
        problem={null}
        models={models ?? []}
        modelId={model?.id ?? null}
        onModel={setChosenId}
      />
      <WordsInput onWords={draft.add} />
      {checks.problem !== null && labels.length > 0 && (
        <Alert mt="md" icon={<IconInfoCircle aria-hidden />} title={t("newVocabulary.unchecked")}>
          {checks.problem}
        </Alert>
      )}
      {labels.length > 0 && (
        <>
          <DraftToolbar draft={draft} broken={broken} repeated={repeated} only={only} onOnly={setOnly} />
          {shown.length === 0 && <Text c="dimmed">{t("newVocabulary.noneBroken")}</Text>}
          <DraftList draft={draft} shown={shown} checks={checks} isText={isText} />
        </>
      )}
      <ProblemAlert problem={problemOf(data?.createVocabulary) ?? error?.message} />
      <SaveBar
        reason={reason}
        unresolved={wordVectorSetId === null ? 0 : unresolved.length}
        leavesOut={leavesOut}
        onLeaveOut={setLeavesOut}
        isSaving={fetching}
        onSave={() => void save()}
      />
    </>
  );
}
