import { Arg, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { HeatMapFormat } from "../../schema/regions/heat-map-format";
import { LabelRegionsObject } from "../../schema/regions/label-regions";
import { pictureWidth } from "../../services/images/picture-width";

@Resolver(() => LabelRegionsObject)
export class HeatMapResolver {
  @FieldResolver(() => String, {
    description:
      "A picture of the responses over the image; with `overlay=false` in its query, of the responses alone.",
  })
  heatMapUrl(
    @Root() { heatMapAddress }: LabelRegionsObject,
    @Arg("width", () => Int, {
      nullable: true,
      description:
        "In pixels, 16 to 2,048; never wider than the image. If left out, the longest side has at most 1,024, and small images are enlarged.",
    })
    width: number | null,
    @Arg("format", () => HeatMapFormat, { defaultValue: HeatMapFormat.PNG, description: "Its format." })
    format: HeatMapFormat,
  ): string {
    const asked = new URLSearchParams();
    if (typeof width === "number") asked.set("width", String(pictureWidth(width)));
    if (format !== HeatMapFormat.PNG) asked.set("format", format);
    if (asked.size === 0) return heatMapAddress;
    return `${heatMapAddress}${heatMapAddress.includes("?") ? "&" : "?"}${asked}`;
  }
}
