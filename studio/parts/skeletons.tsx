import { Skeleton, type SkeletonProps } from "@mantine/core";

/** As many places that wait for what will stand there, each of its size. */
export function Skeletons({ count, ...looks }: { count: number } & SkeletonProps) {
  const places = Array.from({ length: count }, (_, place) => place);
  return places.map((place) => <Skeleton key={place} {...looks} />);
}
