"""transformers' CLIP on the CPU, beside which the service is measured: the whole picture alone, without regions.

usage: clip.py FOLDER, with clip/ in Hugging Face's layout and photos. "texts SECONDS TOKENS" is answered by texts a second.
"""

import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from photo_rates import rate, serve
from transformers import CLIPModel

LABELS, TEXTS = 81, 32
MEAN = torch.tensor([0.48145466, 0.4578275, 0.40821073]).view(3, 1, 1)
DEVIATION = torch.tensor([0.26862954, 0.26130258, 0.27577711]).view(3, 1, 1)


def decode(photo):
    with Image.open(BytesIO(photo)) as picture:
        scale = 224 / min(picture.size)
        width, height = (round(side * scale) for side in picture.size)
        resized = picture.convert("RGB").resize((width, height), Image.Resampling.BICUBIC)
    left, top = (width - 224) // 2, (height - 224) // 2
    pixels = np.array(resized.crop((left, top, left + 224, top + 224)))
    return (torch.from_numpy(pixels).permute(2, 0, 1) / 255 - MEAN) / DEVIATION


def main(folder):
    model = CLIPModel.from_pretrained(folder / "clip").eval()
    labels = torch.nn.functional.normalize(torch.randn(LABELS, model.config.projection_dim))

    def label(images):
        embedded = model.visual_projection(model.vision_model(pixel_values=images).pooler_output)
        return model.logit_scale.exp() * torch.nn.functional.normalize(embedded) @ labels.T

    def texts(seconds, tokens):
        ids = torch.randint(1, 49000, (TEXTS, int(tokens)))
        ids[:, -1] = 49407
        return rate(lambda: model.get_text_features(input_ids=ids), TEXTS, float(seconds))

    serve(folder, decode, label, {"texts": texts})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
