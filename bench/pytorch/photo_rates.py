"""Photos to labels in PyTorch, as someone would write it: answers commands on standard input with rates a second."""

import sys
import time
from pathlib import Path

import torch

BATCHES = 1, 8, 16
TRY_SECONDS = 3


def rate(run, each, seconds):
    begun, done = time.monotonic(), 0
    while time.monotonic() - begun < seconds:
        run()
        done += each
    return done / (time.monotonic() - begun)


def serve(folder, decode, label, commands):
    """Says the fastest of some batch sizes; then "photos SECONDS" is answered by its rate, others by `commands`.

    decode: the bytes of a photo -> [3, 224, 224]; label: [N, 3, 224, 224] -> [N, labels].
    """
    files = [file.read_bytes() for file in Path(folder).glob("*.jpg")]

    def photos(batch, seconds):
        def run():
            label(torch.stack([decode(files[i % len(files)]) for i in range(batch)]))

        return rate(run, batch, seconds)

    with torch.inference_mode():
        photos(1, TRY_SECONDS)  # warms up
        batch = max(BATCHES, key=lambda size: photos(size, TRY_SECONDS))
        print(f"PyTorch {torch.__version__.split('+')[0]}, batches of {batch}", flush=True)
        for line in sys.stdin:
            what, *numbers = line.split()
            if what == "photos":
                print(photos(batch, float(numbers[0])), flush=True)
            else:
                print(commands[what](*numbers), flush=True)
