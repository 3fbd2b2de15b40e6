"""transformers' CLIP on the CPU, beside which the service is measured: reads commands, answers rates.

usage: clip.py FOLDER THREADS; each line "images SECONDS" or "texts SECONDS TOKENS" is answered by a rate a second.
"""

import sys
import time

import torch
from transformers import CLIPModel

folder, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)
model = CLIPModel.from_pretrained(folder).eval()
picture = torch.rand(1, 3, 224, 224)


def rate(run, each, seconds):
    run()
    begun, done = time.monotonic(), 0
    while time.monotonic() - begun < seconds:
        run()
        done += each
    return done / (time.monotonic() - begun)


print("ready", flush=True)
for line in sys.stdin:
    what, seconds, *tokens = line.split()
    with torch.inference_mode():
        if what == "images":
            result = rate(lambda: model.get_image_features(pixel_values=picture), 1, float(seconds))
        else:
            ids = torch.randint(1, 49000, (32, int(tokens[0])))
            ids[:, -1] = 49407
            result = rate(lambda: model.get_text_features(input_ids=ids), 32, float(seconds))
    print(result, flush=True)
