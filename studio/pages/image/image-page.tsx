import { Button } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../api/error-text";
import { EmptyState } from "../../parts/empty-state";
import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";
import { ChoicesQuery, ImageQuery } from "./image-query";
import { ImageSkeleton } from "./image-skeleton";
import { ShownImage } from "./shown-image";

const route = getRouteApi("/images/$id");

/** One image: what is in it by which model, where, and what people say of it. */
export function ImagePage() {
  const { id } = route.useParams();
  const [{ data, error, fetching }, readAgain] = useQuery({ query: ImageQuery, variables: { id } });
  const [choices] = useQuery({ query: ChoicesQuery });
  const problem = errorText(error ?? choices.error);
  if (problem || (data && !data.image && !fetching))
    return (
      <>
        <PageHeader title={t("image.title")} />
        <EmptyState
          icon={IconPhotoOff}
          title={t(problem ? "image.failedTitle" : "image.missingTitle")}
          text={problem ?? t("image.missing")}
        >
          <Button component={Link} to="/library">
            {t("image.toLibrary")}
          </Button>
        </EmptyState>
      </>
    );
  if (!data?.image || !choices.data) return <ImageSkeleton />;
  return (
    <ShownImage
      key={data.image.id}
      image={data.image}
      choices={choices.data}
      onChange={() => readAgain({ requestPolicy: "network-only" })}
    />
  );
}
