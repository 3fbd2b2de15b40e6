import { Button, Center, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { Skeletons } from "../../../parts/skeletons";
import { t } from "../../../text/text";
import type { Evaluation } from "../evaluation-query";
import type { SectionName } from "../evaluation-view";
import { WrongImageCard } from "./wrong-image-card";
import { WrongImages } from "./wrong-images";

const [FIRST, MOST] = [24, 100];

/** The pictures on which the model is most wrong, with where it sees what it said. */
export function ImagesTab({ run, section }: { run: Evaluation; section: SectionName }) {
  const [first, setFirst] = useState(FIRST);
  const [{ data, error }] = useQuery({ query: WrongImages, variables: { id: run.id, section, first } });
  const wrong = data?.evaluationRun?.report?.mostWrongImages;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t("evaluation.wrongMeaning")}
      </Text>
      <ProblemAlert problem={errorText(error)} />
      {wrong?.length === 0 && <Text>{t("evaluation.noneWrong")}</Text>}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md">
        {wrong
          ? wrong.map((image) => <WrongImageCard key={image.position} run={run} wrong={image} />)
          : !error && <Skeletons count={8} height={300} />}
        {data === undefined && wrong && <Skeleton height={300} />}
      </SimpleGrid>
      {wrong && wrong.length === first && first < MOST && (
        <Center>
          <Button variant="default" onClick={() => setFirst(MOST)}>
            {t("evaluation.more")}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
