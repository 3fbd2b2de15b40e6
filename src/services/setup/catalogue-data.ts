const MB = 1_000_000;
const GB = 1_000 * MB;

/** A file of a repository at Hugging Face; its size is as the site shows it, rounded. */
const ofRepository = (repository: string) => (name: string, bytes: number) => ({
  ...{ name, bytes, exact: false, sha256: null },
  address: `https://huggingface.co/${repository}/resolve/main/${name}`,
});
const dataComp = ofRepository("laion/CLIP-ViT-B-16-DataComp.XL-s13B-b90K");
const openai16 = ofRepository("openai/clip-vit-base-patch16");
const openai32 = ofRepository("openai/clip-vit-base-patch32");
const siglip2 = ofRepository("google/siglip2-base-patch16-256");

/** A file of TIPS; its size is computed from the architecture. */
const ofTips = (path: string, bytes: number) => ({
  ...{ name: path.slice(path.lastIndexOf("/") + 1), bytes, exact: false, sha256: null },
  address: `https://storage.googleapis.com/tips_data/${path}`,
});

const OPENAI_TERMS =
  "Terms of the weights unverified (the code is MIT; the model card names uses that are out of scope)";
const openaiFiles = (file: ReturnType<typeof ofRepository>, bytes: number) => [
  [file("model.safetensors", bytes), file("pytorch_model.bin", bytes)],
  [file("config.json", 5_000)],
  [file("preprocessor_config.json", 400)],
  [file("tokenizer.json", 2.22 * MB)],
];
const publishersChoice = { regions: null, side: null, templates: null };

/** The catalogue as it is written; `catalogue` says what each part means, and checks it. */
export const CATALOGUE_DATA = [
  {
    kind: "MODEL",
    id: "clip-b16-datacomp",
    title: "CLIP ViT-B/16, trained on DataComp-1B",
    goodAt: "any English words on photos, with regions, on a CPU: the best of its size",
    license: { terms: "MIT", verified: true },
    page: "https://huggingface.co/laion/CLIP-ViT-B-16-DataComp.XL-s13B-b90K",
    files: [
      [dataComp("open_clip_model.safetensors", 599 * MB), dataComp("open_clip_pytorch_model.bin", 599 * MB)],
      [dataComp("open_clip_config.json", 500)],
      [dataComp("tokenizer.json", 3.64 * MB)],
    ],
    ...{ convertedBytes: 602 * MB, memoryBytes: 1.5 * GB },
    settings: { name: "clip-b16-datacomp", ...publishersChoice },
  },
  {
    kind: "MODEL",
    id: "clip-b16-openai",
    title: "CLIP ViT-B/16 by OpenAI",
    goodAt: "any English words on photos, with regions: the one that most papers compare with",
    license: { terms: OPENAI_TERMS, verified: false },
    page: "https://huggingface.co/openai/clip-vit-base-patch16",
    files: openaiFiles(openai16, 599 * MB),
    ...{ convertedBytes: 602 * MB, memoryBytes: 1.5 * GB },
    settings: { name: "clip-b16-openai", ...publishersChoice },
  },
  {
    kind: "MODEL",
    id: "clip-b32-openai",
    title: "CLIP ViT-B/32 by OpenAI",
    goodAt: "small and fast: a quarter of the work of B/16, with coarser regions (7 x 7)",
    license: { terms: OPENAI_TERMS, verified: false },
    page: "https://huggingface.co/openai/clip-vit-base-patch32",
    files: openaiFiles(openai32, 605 * MB),
    ...{ convertedBytes: 608 * MB, memoryBytes: 1.5 * GB },
    settings: { name: "clip-b32-openai", ...publishersChoice },
  },
  {
    kind: "MODEL",
    id: "siglip2-b16-256",
    title: "SigLIP 2 ViT-B/16 at 256 pixels",
    goodAt: "labels of the whole picture as probabilities, and labels in other languages",
    license: { terms: "Apache-2.0", verified: true },
    page: "https://huggingface.co/google/siglip2-base-patch16-256",
    files: [
      [siglip2("model.safetensors", 1.5 * GB)],
      [siglip2("config.json", 5_000)],
      [siglip2("preprocessor_config.json", 400)],
      [siglip2("tokenizer.json", 34.4 * MB)],
    ],
    ...{ convertedBytes: 1.54 * GB, memoryBytes: 3.2 * GB },
    settings: { name: "siglip2-b16-256", ...publishersChoice },
  },
  {
    kind: "MODEL",
    id: "tipsv2-l14",
    title: "TIPSv2 ViT-L/14 at 448 pixels",
    goodAt: "where things are, in fine regions (32 x 32): for a GPU",
    license: {
      terms:
        "Apache-2.0 by the model card; the repository says CC BY 4.0 for what is not code: which holds for the weights is unverified",
      verified: false,
    },
    page: "https://github.com/google-deepmind/tips",
    files: [
      [ofTips("v2_0/checkpoints/pytorch/tips_v2_oss_l14_vision.npz", 1.216 * GB)],
      [ofTips("v2_0/checkpoints/pytorch/tips_v2_oss_l14_text.npz", 736 * MB)],
      [ofTips("v1_0/checkpoints/tokenizer.model", 800_000)],
    ],
    ...{ convertedBytes: 1.96 * GB, memoryBytes: 5 * GB },
    settings: { name: "tipsv2-l14", ...publishersChoice },
  },
  {
    kind: "PART",
    id: "vgg19",
    title: "VGG19 by torchvision",
    goodAt: "the backbone of the authors' BiAM weights, and one to train heads on",
    license: { terms: "Terms of the weights unverified (the code is BSD-3-Clause)", verified: false },
    page: "https://docs.pytorch.org/vision/main/models/vgg.html",
    file: {
      name: "vgg19-dcbb9e9d.pth",
      address: "https://download.pytorch.org/models/vgg19-dcbb9e9d.pth",
      ...{ bytes: 574_673_361, exact: true, sha256: null },
    },
  },
  {
    kind: "PART",
    id: "glove",
    title: "GloVe 6B word vectors",
    goodAt: "the words of BiAM: 400,000 of them, of 50 to 300 numbers each",
    license: { terms: "Terms unverified (their page names the Public Domain Dedication)", verified: false },
    page: "https://nlp.stanford.edu/projects/glove/",
    file: {
      name: "glove.6B.zip",
      address: "https://nlp.stanford.edu/data/glove.6B.zip",
      ...{ bytes: 862_182_613, exact: true, sha256: null },
    },
  },
  {
    kind: "BY_HAND",
    id: "biam",
    title: "BiAM, trained by its authors",
    goodAt: "the figures of the paper (NUS-WIDE, Open Images), with VGG19 and GloVe",
    license: { terms: "Terms of the weights unverified", verified: false },
    page: "https://github.com/akshitac8/BiAM",
    whatToDo:
      "The weights are on a drive that needs a browser: https://drive.google.com/drive/folders/1o03bqr_yNPblwAPjv2J83tMsHEDiEKPk (NUS-WIDE). Download model_best.pth there, fetch vgg19 and glove, then: bin/regionary models import --name biam --head model_best.pth --heads 8 --backbone VGG19.pth",
  },
] as const;
