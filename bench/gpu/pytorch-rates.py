"""VGG19 to fc7 and ViT-B/16 on a GPU in PyTorch, in eager mode: prints lines of a name, a tab and images a second.

Pictures lie in the host's memory as bytes and go to the GPU with every batch, where they are scaled; features come
back as float32, or as halves where the model computes in them.
"""

import time

import torch
import torchvision

SECONDS = 1.0
models = {
    "vgg19": torchvision.models.vgg19(weights=None),
    "vit_b_16": torchvision.models.vit_b_16(weights=None),
}
models["vgg19"].classifier = models["vgg19"].classifier[:5]

print(f"version {torch.__version__} on {torch.cuda.get_device_name()}", flush=True)
with torch.inference_mode():
    for name, model in models.items():
        for dtype in (torch.float16, torch.float32):
            model = model.to("cuda", dtype).eval()
            for batch in (1, 32, 128):
                pictures = torch.randint(0, 256, (batch, 3, 224, 224), dtype=torch.uint8)

                def run():
                    return model(pictures.to("cuda").to(dtype) / 255).cpu()

                for _ in range(3):
                    run()
                begun, done = time.monotonic(), 0
                while time.monotonic() - begun < SECONDS:
                    run()
                    done += batch
                rate = done / (time.monotonic() - begun)
                print(f"{name}, {str(dtype)[6:]}, batches of {batch}\t{rate:.1f}", flush=True)
