import { useCallback, useMemo } from "react";
import { useMutation } from "urql";
import { CorrectImage, TagImage, UntagImage, WithdrawCorrection } from "../about/tag-mutations";
import { useReport } from "../about/use-report";
import type { Shown } from "../shown";

/** What a person says of labels: a click says it, another takes it back. */
export function useTagging({ image, view, show, onChange }: Shown) {
  const [, tagImage] = useMutation(TagImage);
  const [, untagImage] = useMutation(UntagImage);
  const [, correctImage] = useMutation(CorrectImage);
  const [, withdraw] = useMutation(WithdrawCorrection);
  const report = useReport(onChange);
  const tags = useMemo(() => new Set(image.tags.map(({ tag }) => tag.toLowerCase())), [image.tags]);
  const corrected = useMemo(
    () => new Set(image.corrections.map(({ label }) => label.toLowerCase())),
    [image.corrections],
  );
  const isTagged = (label: string) => tags.has(label.toLowerCase());
  const isCorrected = (label: string) => corrected.has(label.toLowerCase());
  const { id } = image;
  return {
    isTagged,
    isCorrected,
    pin: useCallback(
      (label: string) => show({ label: label === view.label ? undefined : label }),
      [show, view.label],
    ),
    tag: useCallback(
      (label: string) => {
        const isThere = tags.has(label.toLowerCase());
        void report((isThere ? untagImage : tagImage)({ id, tag: label }));
      },
      [id, tags, report, tagImage, untagImage],
    ),
    correct: useCallback(
      (label: string) => {
        const isThere = corrected.has(label.toLowerCase());
        void report((isThere ? withdraw : correctImage)({ id, label }));
      },
      [id, corrected, report, correctImage, withdraw],
    ),
  };
}
