"""VGG19 with BiAM's head in PyTorch on the CPU, beside which the service is measured.

usage: biam.py FOLDER, with vgg19.safetensors (torchvision's names), head.safetensors (the authors') and photos.
"""

import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from photo_rates import serve
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

HEADS, TOP_REGIONS, LABELS = 8, 6, 81
CHANNELS = 64, 64, "pool", 128, 128, "pool", *[256] * 4, "pool", *[512] * 4, "pool", *[512] * 4, "pool"
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)


class Vgg19(nn.Module):
    """[N, 3, 224, 224] -> features [N, 512, 14, 14] and fc7 [N, 4096]; torchvision's layers and names."""

    def __init__(self):
        super().__init__()
        layers, before = [], 3
        for channels in CHANNELS:
            if channels == "pool":
                layers.append(nn.MaxPool2d(2))
            else:
                layers += [nn.Conv2d(before, channels, 3, padding=1), nn.ReLU(inplace=True)]
                before = channels
        self.features = nn.Sequential(*layers)
        linear = nn.Linear(25088, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU()
        self.classifier = nn.Sequential(*linear)

    def forward(self, images):
        features = self.features[:-1](images)
        return features, self.classifier(self.features[-1](features).flatten(1))


class Biam:
    """Features, fc7 and word vectors [C, 300] -> logits [N, C], from the state that the authors' program saves."""

    def __init__(self, state):
        self.state = state

    def conv(self, name, values):
        weight = self.state[f"{name}.weight"]
        return F.conv2d(values, weight, self.state[f"{name}.bias"], padding=weight.shape[-1] // 2)

    def conv_norm(self, name, values):
        norm = (self.state[f"{name}.bn.{part}"] for part in ("running_mean", "running_var", "weight", "bias"))
        return F.batch_norm(F.relu(self.conv(f"{name}.body", values)), *norm, eps=0.001)

    def region_context(self, h):
        n, d, height, width = h.shape
        block = "region_context_block"
        q, k, v = (
            self.conv(f"{block}.w_{part}", h).view(n, HEADS, d // HEADS, -1).transpose(2, 3) for part in "qkv"
        )
        scores = q @ k.transpose(2, 3) / (d // HEADS) ** 0.5
        mixed = scores.masked_fill(scores == 0, -1e9).softmax(-1) @ v
        e = h + self.conv(f"{block}.w_o", mixed.transpose(2, 3).reshape(n, d, height, width))
        hidden = F.relu(self.conv(f"{block}.sub_network.conv1", e))
        return e + self.conv(f"{block}.sub_network.conv2", hidden)

    def scene_context(self, h, fc7):
        block = "scene_context_block"
        values = F.leaky_relu(self.conv(f"{block}.channel_conv.body", h), 0.2)
        key = self.conv(f"{block}.w_g", fc7[:, :, None, None])
        c = torch.sigmoid(values.mean((2, 3), keepdim=True) * key) * values
        return c + self.conv_norm(f"{block}.gcff", c)

    def __call__(self, features, fc7, vectors):
        h = self.conv_norm("conv_3X3", features)
        both = torch.cat([self.region_context(h), self.scene_context(h, fc7)], 1)
        regions = F.leaky_relu(self.conv("conv_1X1.body", both), 0.2).flatten(2).transpose(1, 2)
        classifiers = F.linear(F.normalize(vectors), self.state["W.weight"], self.state["W.bias"])
        return (regions @ classifiers.T).topk(TOP_REGIONS, dim=1).values.mean(1)


def decode(photo):
    with Image.open(BytesIO(photo)) as picture:
        pixels = np.array(picture.convert("RGB").resize((224, 224), Image.Resampling.BILINEAR))
    return (torch.from_numpy(pixels).permute(2, 0, 1) / 255 - MEAN) / DEVIATION


def main(folder):
    vgg19 = Vgg19().eval()
    vgg19.load_state_dict(load_file(folder / "vgg19.safetensors"))
    head = Biam(load_file(folder / "head.safetensors"))
    vectors = torch.randn(LABELS, 300)
    serve(folder, decode, lambda images: head(*vgg19(images), vectors), {})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
