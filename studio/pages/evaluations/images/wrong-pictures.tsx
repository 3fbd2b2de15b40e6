import { Group, Stack, Text, Title, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { serviceUrl } from "../../../api/address";
import { t } from "../../../text/text";
import type { SectionName } from "../evaluation-view";
import { WrongImages } from "./wrong-images";

const MOST = 100;

/** Of the pictures on which the model is most wrong, those where this label was missed, or said wrongly. */
export function WrongPictures(props: { runId: string; section: SectionName; position: number }) {
  const { runId, section, position } = props;
  const [{ data }] = useQuery({ query: WrongImages, variables: { id: runId, section, first: MOST } });
  const wrong = data?.evaluationRun?.report?.mostWrongImages ?? [];
  const isThis = (label: { readonly position: number } | null) => label?.position === position;
  const lists = [
    { name: t("evaluation.missedIn"), images: wrong.filter(({ missed }) => isThis(missed.label)) },
    { name: t("evaluation.saidIn"), images: wrong.filter(({ predicted }) => isThis(predicted.label)) },
  ].filter(({ images }) => images.length > 0);
  if (lists.length === 0) return null;
  return (
    <Stack gap="sm">
      {lists.map(({ name, images }) => (
        <section key={name}>
          <Title order={3} size="h5" mb={6}>
            {name}
          </Title>
          <Group gap={6}>
            {images.map(({ image, name, predicted, missed }) => {
              const text = t("evaluation.saidFor", {
                ...{ said: predicted.label?.label ?? "", missed: missed.label?.label ?? "" },
              });
              return image ? (
                <Tooltip key={image.id} label={text} events={{ hover: true, focus: true, touch: true }}>
                  <Link to="/images/$id" params={{ id: image.id }}>
                    <img
                      src={serviceUrl(image.thumbnailUrl)}
                      alt={`${image.name ?? name}: ${text}`}
                      width={88}
                      height={88}
                      loading="lazy"
                      style={{ objectFit: "cover", borderRadius: 4, display: "block" }}
                    />
                  </Link>
                </Tooltip>
              ) : (
                <Text key={name} size="sm">
                  {name}: {text}
                </Text>
              );
            })}
          </Group>
        </section>
      ))}
    </Stack>
  );
}
