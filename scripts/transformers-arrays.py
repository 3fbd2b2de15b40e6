"""Writes what transformers makes of a model, some photos and some texts, for `regionary models verify --arrays`.

    pip install torch "transformers>=5" pillow numpy sentencepiece protobuf
    python scripts/transformers-arrays.py MODEL FOLDER PHOTO... [--texts TEXT...]

MODEL is a folder or a name on Hugging Face, of a CLIP, a SigLIP or a SigLIP 2 of fixed resolution; FOLDER is made. TIPS
is compared with its authors' own program instead, which transformers does not hold.
"""

import argparse
import json
from pathlib import Path

import numpy
import torch
import transformers
from PIL import Image, ImageOps

TEXTS = [
    "a photo of a cat.",
    "A photo of two DOGS, asleep",
    "traffic light",
    "Ärger & café, naïve 東京 🙂",
    "a close-up photo of people eating hot dogs at a crowded street market in the rain at night",
]


def read_photo(path):
    """A photo as Regionary reads it: upright, in RGB. Color profiles, which it converts, are left as they are."""
    return ImageOps.exif_transpose(Image.open(path)).convert("RGB")


def encode_texts(model, name, texts):
    """The ids that the model was trained on: padded to its length, and for SigLIP 2 in lower case."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(name)
    length = model.config.text_config.max_position_embeddings
    if model.config.model_type != "clip":
        texts = ["".join(character.lower() for character in text) for text in texts]
    return tokenizer(texts, padding="max_length", truncation=True, max_length=length, return_tensors="pt").input_ids


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", metavar="MODEL")
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("photos", metavar="PHOTO", nargs="+", type=Path)
    parser.add_argument("--texts", metavar="TEXT", nargs="+", default=TEXTS)
    options = parser.parse_args()

    model = transformers.AutoModel.from_pretrained(options.model).float().eval()
    if model.config.model_type not in ("clip", "siglip"):
        parser.error(f"MODEL must be a CLIP or a SigLIP of fixed resolution; this is a {model.config.model_type}")
    # Pillow resized the pictures that the models learned from; torchvision rounds otherwise.
    processor = transformers.AutoImageProcessor.from_pretrained(options.model, backend="pil")
    photos = [read_photo(path) for path in options.photos]
    pixels = torch.cat([processor(photo, return_tensors="pt").pixel_values for photo in photos])
    ids = encode_texts(model, options.model, options.texts)
    with torch.no_grad():
        outputs = model(input_ids=ids, pixel_values=pixels)

    arrays = {
        "pixel_values": pixels,  # [N, 3, S, S]
        "input_ids": ids,  # [C, T]
        "image_embeds": outputs.image_embeds,  # [N, D]
        "text_embeds": outputs.text_embeds,  # [C, D]
        "logits_per_image": outputs.logits_per_image,  # [N, C]
    }
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        numpy.save(options.folder / f"{name}.npy", array.contiguous().numpy())
    summary = {
        "arrays": {name: f"{name}.npy" for name in arrays},
        "photos": [str(path.resolve()) for path in options.photos],
        "texts": options.texts,
        "fit": "crop" if getattr(processor, "do_center_crop", False) else "stretch",
        "made_by": f"transformers {transformers.__version__}, torch {torch.__version__}: {options.model}",
    }
    text = json.dumps(summary, indent=2, ensure_ascii=False)
    (options.folder / "arrays.json").write_text(text + "\n", encoding="utf-8")
    files = Path(transformers.utils.cached_file(options.model, "config.json")).parent
    print(f"Wrote what transformers makes of {len(photos)} photos and {len(options.texts)} texts. Compare with it:")
    print(f"bin/regionary models verify --from {files} --arrays {options.folder}")


if __name__ == "__main__":
    main()
