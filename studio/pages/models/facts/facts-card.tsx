import { type FragmentOf, graphql, readFragment } from "../../../api/graphql";
import { FactList } from "../../../parts/fact-list";
import { bytesText, figureText } from "../../../parts/number-text";
import { TitledCard } from "../../../parts/titled-card";
import { t } from "../../../text/text";
import { familyText } from "../family-text";
import { BindSpace } from "./bind-space";

export const ModelFacts = graphql(`
  fragment ModelFacts on ModelVersion {
    id
    name
    family
    sizeBytes
    headHash
    backbone { id name sizeBytes }
    float32Version { id name version }
    space { id name kind dimensions wordVectorSet { id name wordCount } }
    sizes { gridHeight gridWidth regionSize wordSize topRegions heads channelDim }
    wholeShare { share isTuned }
    choices { name value }
  }
`);

/** What a model is made of. */
export function FactsCard(props: { model: FragmentOf<typeof ModelFacts> }) {
  const model = readFragment(ModelFacts, props.model);
  const { family, sizeBytes, backbone, space, sizes, wholeShare, choices, headHash } = model;
  return (
    <TitledCard title={t("model.facts")}>
      <FactList
        facts={[
          [t("model.family"), familyText(family)],
          [
            t("model.madeFrom"),
            model.float32Version &&
              `${model.float32Version.name}, ${t("vocabularies.version", { version: model.float32Version.version })}`,
          ],
          [
            t("model.backbone"),
            backbone && t("model.backboneOf", { name: backbone.name, size: bytesText(backbone.sizeBytes) }),
          ],
          [t("model.own"), bytesText(sizeBytes)],
          [
            t("model.labels"),
            space === null ? (
              <BindSpace key="bind" id={model.id} name={model.name} dimensions={sizes.wordSize} />
            ) : space.kind === "TEXT" ? (
              t("model.anyWords", { space: space.name })
            ) : space.wordVectorSet ? (
              t("model.knownWords", { set: space.wordVectorSet.name, count: space.wordVectorSet.wordCount })
            ) : (
              t("model.givenVectors", { space: space.name })
            ),
          ],
          [
            t("model.grid"),
            t("model.gridOf", { height: sizes.gridHeight, width: sizes.gridWidth, size: sizes.regionSize }),
          ],
          [t("model.topRegions"), t("model.topRegionsOf", { count: sizes.topRegions })],
          [t("model.vectors"), t("model.numbers", { count: sizes.wordSize })],
          [
            t("model.head"),
            sizes.heads === null || sizes.channelDim === null
              ? null
              : t("model.headOf", { heads: sizes.heads, channels: sizes.channelDim }),
          ],
          [
            t("model.whole"),
            wholeShare &&
              t(wholeShare.isTuned ? "model.wholeTuned" : "model.wholeDefault", {
                share: figureText(wholeShare.share),
              }),
          ],
          ...choices.map(({ name, value }) => [name, value] as const),
          [
            t("model.hash"),
            <code key="hash" title={headHash}>
              {headHash.slice(0, 12)}
            </code>,
          ],
        ]}
      />
    </TitledCard>
  );
}
