"""VGG19 to fc7 and ViT-B/16 on a GPU in PyTorch, in eager mode: prints lines of a name, a tab and images a second.

Inputs lie in the host's memory and go to the GPU with every batch; features come back, as in the service.
"""

import time

import torch
import torchvision

SECONDS = 1.5
models = {
    "vgg19": torchvision.models.vgg19(weights=None),
    "vit_b_16": torchvision.models.vit_b_16(weights=None),
}
models["vgg19"].classifier = models["vgg19"].classifier[:5]

with torch.inference_mode():
    for name, model in models.items():
        for dtype in (torch.float32, torch.float16):
            model = model.to("cuda", dtype).eval()
            for batch in (1, 16, 64, 256):
                pictures = torch.rand(batch, 3, 224, 224)

                def run():
                    return model(pictures.to("cuda", dtype)).float().cpu()

                for _ in range(3):
                    run()
                begun, done = time.monotonic(), 0
                while time.monotonic() - begun < SECONDS:
                    run()
                    done += batch
                rate = done / (time.monotonic() - begun)
                print(f"{name}, {str(dtype)[6:]}, batches of {batch}\t{rate:.1f}", flush=True)
